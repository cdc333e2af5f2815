import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Video, VideoStream } from '@/lib/api-types';

/**
 * Where one viewer may watch a video. What is for everybody comes with the video itself; for the rest, and for the
 * owner, whose own playback does not count, the server makes addresses that are good for a while.
 */
export function playbackQuery(
  { id, userId, visibility, playback }: Video,
  viewerId: string | null,
) {
  const isFree = visibility !== 'private' && viewerId !== userId && playback.hls !== null;
  return queryOptions({
    queryKey: ['videos', 'playback', id, visibility, viewerId],
    queryFn: async ({ signal }) =>
      isFree ? playback : api.get<VideoStream>(`/videos/${id}/stream`, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
}
