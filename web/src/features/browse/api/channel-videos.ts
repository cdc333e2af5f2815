import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { VideoList } from '@/lib/api-types';

/** A channel's videos that everybody may see, the newest first. */
export const channelVideosQuery = (channelId: string, page: number) =>
  queryOptions({
    queryKey: ['videos', 'of-channel', channelId, page],
    queryFn: ({ signal }) =>
      api.get<VideoList>(`/channels/${channelId}/videos?page=${page}&limit=24`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
