import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { StreamKey } from '@/lib/api-types';

export const streamKeyQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', channelId, 'stream-key'],
    queryFn: ({ signal }) => api.get<StreamKey>(`/channels/${channelId}/stream-key`, { signal }),
    staleTime: Infinity,
  });

/** The old key is good for nothing once this has succeeded. */
export function useRegenerateKey(channelId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<StreamKey>(`/channels/${channelId}/regenerate-stream-key`),
    onSuccess: (made) => queries.setQueryData(streamKeyQuery(channelId).queryKey, made),
  });
}
