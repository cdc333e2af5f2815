import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

import type { Video } from '@/lib/api-types';
import { videoKey } from '@/lib/video-query';
import type { VodSources } from '@/players/vod-state';
import type { Report } from '@/players/watch-log';

import { keepPosition, tellWatched } from '../api/watching';
import { tokenOf } from './token-of';

/** Tells the server that a video is watched, and where I am. */
export function useReports(
  { id, userId }: Video,
  viewerId: string | null,
  sources: VodSources | undefined,
): (report: Report) => void {
  const queries = useQueryClient();
  const token = useRef<string | null>(null);
  useEffect(() => {
    token.current = tokenOf(sources?.hls ?? sources?.mp4 ?? '');
  });

  return useCallback(
    ({ position, watched }) => {
      // What the owner watches is no view.
      if (watched > 0 && viewerId !== userId) {
        tellWatched({ videoId: id, token: token.current, watched });
      }
      if (viewerId === null) return;
      keepPosition(id, position);
      // Who comes back from another page goes on here too.
      queries.setQueriesData<Video>(
        { queryKey: videoKey(id) },
        (video) => video && { ...video, position },
      );
    },
    [queries, id, userId, viewerId],
  );
}
