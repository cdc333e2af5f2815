import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { Video } from './api-types';
import { realtime } from './socket';

const untoldMs = 3000;
// Realtime tells it at once; this is for what it may have missed.
const toldMs = 20_000;

export const isOnItsWay = ({ status }: Pick<Video, 'status'>): boolean =>
  status === 'UPLOADING' || status === 'PROCESSING';

/** How often to ask for videos again: while something becomes of them. */
export function paceOf(videos: readonly Video[]): number | false {
  if (!videos.some(isOnItsWay)) return false;
  return realtime.link() === 'connected' ? toldMs : untoldMs;
}

/** All that is kept of one video: it depends on who asks. */
export const videoKey = (id: string) => ['videos', 'one', id] as const;

export const videoQuery = (id: string, viewerId: string | null) =>
  queryOptions({
    queryKey: [...videoKey(id), viewerId],
    queryFn: ({ signal }) => api.get<Video>(`/videos/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data ? paceOf([state.data]) : false),
  });
