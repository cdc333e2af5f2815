import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { VideoList } from '@/lib/api-types';

/** The newest videos of a channel that everybody may see. */
export const moreVideosQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['videos', 'of-channel', channelId, 'more'],
    queryFn: async ({ signal }) =>
      (await api.get<VideoList>(`/videos?channel=${channelId}&limit=12`, { signal })).data,
    staleTime: 60_000,
  });
