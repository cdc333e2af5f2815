import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';

import { api } from './api';
import type { Job, Video } from './api-types';
import { videoKey } from './video-query';

export type VideoChange = Partial<
  Pick<Video, 'title' | 'description' | 'visibility' | 'tags' | 'channelId'>
> & { categories?: string[] };

const again = (queries: QueryClient) => queries.invalidateQueries({ queryKey: ['videos'] });

export function useChangeVideo(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: VideoChange) => api.patch<Video>(`/videos/${id}`, change),
    onSuccess: (changed) => {
      queries.setQueriesData<Video>(
        { queryKey: videoKey(id) },
        (known) => known && { ...known, ...changed },
      );
      return again(queries);
    },
  });
}

/** One after the other: what was refused stops the rest. */
export function useDeleteVideos() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await api.delete(`/videos/${id}`);
    },
    onSettled: () => again(queries),
  });
}

/** Makes playable again what failed. */
export function useRetryVideo() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Job>(`/videos/${id}/retry`),
    onSuccess: () => again(queries),
  });
}
