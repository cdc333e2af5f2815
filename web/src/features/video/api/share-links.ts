import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ShareLink } from '@/lib/api-types';

/** All of them: there is a limit to how many a video may have. */
export const shareLinksQuery = (videoId: string) =>
  queryOptions({
    queryKey: ['videos', 'share-links', videoId],
    queryFn: async ({ signal }) =>
      (await api.get<{ data: ShareLink[] }>(`/videos/${videoId}/share-links`, { signal })).data,
  });

interface Wish {
  expiresAt?: string;
  password?: string;
}

/** Its reply alone says the address. */
export function useMakeShareLink(videoId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => api.post<ShareLink>(`/videos/${videoId}/share-links`, wish),
    onSuccess: () => queries.invalidateQueries(shareLinksQuery(videoId)),
  });
}

export function useRevokeShareLink(videoId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/videos/${videoId}/share-links/${id}`),
    onSuccess: () => queries.invalidateQueries(shareLinksQuery(videoId)),
  });
}
