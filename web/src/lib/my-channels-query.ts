import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { ChannelList } from './api-types';

/** My channels, the one that everybody gets at registration first. As a rule nobody may have more than a page. */
export const myChannelsQuery = () =>
  queryOptions({
    queryKey: ['channels', 'mine'],
    queryFn: async ({ signal }) =>
      (await api.get<ChannelList>('/users/me/channels?limit=100', { signal })).data,
    staleTime: 60_000,
  });
