import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Stream } from '@/lib/api-types';

const offAirMs = 10_000;
const onAirMs = 20_000;
const awayMs = 3000;

const paces = { scheduled: offAirMs, live: onAirMs, reconnecting: awayMs, ended: false } as const;

export const streamQuery = (id: string) =>
  queryOptions({
    queryKey: ['streams', id],
    queryFn: ({ signal }) => api.get<Stream>(`/streams/${encodeURIComponent(id)}`, { signal }),
    // A broadcast that has ended stays ended.
    refetchInterval: ({ state }) => paces[state.data?.status ?? 'scheduled'],
  });
