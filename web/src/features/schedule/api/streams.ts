import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { StreamList } from '@/lib/api-types';

/** All of a channel's streams: live, scheduled, ended. */
export const channelStreamsQuery = (channelId: string, page: number) =>
  queryOptions({
    queryKey: ['channels', channelId, 'streams', page],
    queryFn: ({ signal }) =>
      api.get<StreamList>(`/channels/${channelId}/streams?page=${page}&limit=20`, { signal }),
    placeholderData: keepPreviousData,
  });
