import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { VideoList } from '@/lib/api-types';

/** The newest videos; of one category, or of all. */
export const recentVideosQuery = (category: string | null = null) =>
  queryOptions({
    queryKey: ['videos', 'recent', category],
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams({ limit: '12' });
      if (category !== null) asked.set('category', category);
      return (await api.get<VideoList>(`/videos?${asked.toString()}`, { signal })).data;
    },
    staleTime: 30_000,
  });
