import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { StreamList } from '@/lib/api-types';

/** What a channel has on air, planned and behind it. */
export const channelStreamsQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', channelId, 'streams', 'shown'],
    queryFn: async ({ signal }) =>
      (await api.get<StreamList>(`/channels/${channelId}/streams?limit=30`, { signal })).data,
    staleTime: 30_000,
  });
