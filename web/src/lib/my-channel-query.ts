import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { ChannelList } from './api-types';

/** The channel that everybody gets at registration: the first of mine. */
export const myChannelQuery = () =>
  queryOptions({
    queryKey: ['channels', 'mine'],
    queryFn: async ({ signal }) => {
      const page = await api.get<ChannelList>('/users/me/channels?limit=1', { signal });
      return page.data[0] ?? null;
    },
    staleTime: 60_000,
  });
