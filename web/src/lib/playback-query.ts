import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { Stream, StreamPlayback } from './api-types';

/** All that a channel lets its viewers play: to be asked for again when a right has changed. */
export const playbacksOf = (channelId: string) => ['channels', channelId, 'playback'] as const;

/**
 * Where one viewer may watch a stream. What is for everybody comes with the stream itself; for the rest, and for
 * the owner, whose own playback does not count, the server makes a token that is good for the start.
 */
export function playbackQuery(stream: Stream, viewerId: string | null) {
  const { id, channelId, userId, visibility, audience, playback } = stream;
  const isFree = visibility === 'public' && audience === 'everyone' && viewerId !== userId;
  return queryOptions({
    queryKey: [...playbacksOf(channelId), id, visibility, audience, viewerId],
    queryFn: async ({ signal }) =>
      isFree
        ? playback
        : (await api.get<StreamPlayback>(`/streams/${id}/stream`, { signal })).playback,
    // A token is kept for one who plays, and for nobody else.
    staleTime: Infinity,
    gcTime: 0,
  });
}
