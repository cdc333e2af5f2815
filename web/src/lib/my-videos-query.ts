import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { VideoList } from './api-types';
import { paceOf } from './video-query';

export interface MyVideosWish {
  page?: number;
  q?: string;
  status?: string;
  limit?: number;
}

export const myVideosKey = ['videos', 'mine'] as const;

/** My videos in every status, the newest first. */
export function myVideosQuery({ page = 1, q = '', status = '', limit = 20 }: MyVideosWish = {}) {
  const asked = new URLSearchParams({ page: String(page), limit: String(limit) });
  if (q !== '') asked.set('q', q);
  if (status !== '') asked.set('status', status);
  return queryOptions({
    queryKey: [...myVideosKey, asked.toString()],
    queryFn: ({ signal }) => api.get<VideoList>(`/videos/my?${asked.toString()}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data ? paceOf(state.data.data) : false),
  });
}
