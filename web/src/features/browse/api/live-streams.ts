import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { StreamList } from '@/lib/api-types';

const refreshMs = 15_000;

/** Who is live, the most viewed first; of one category, or of all. */
export const liveStreamsQuery = (category: string | null = null) =>
  queryOptions({
    queryKey: ['streams', 'live', category],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ live: 'true', sort: 'viewers', limit: '60' });
      if (category !== null) asked.set('category', category);
      return api.get<StreamList>(`/streams?${asked.toString()}`, { signal });
    },
    refetchInterval: refreshMs,
  });
