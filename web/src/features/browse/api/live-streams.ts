import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { StreamList } from '@/lib/api-types';

const refreshMs = 15_000;

export const liveStreamsQuery = () =>
  queryOptions({
    queryKey: ['streams', 'live'],
    queryFn: ({ signal }) =>
      api.get<StreamList>('/streams?live=true&sort=viewers&limit=60', { signal }),
    refetchInterval: refreshMs,
  });
