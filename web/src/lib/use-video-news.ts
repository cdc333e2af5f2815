import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import type { Video, VideoList } from './api-types';
import { myVideosKey } from './my-videos-query';
import type { Heard } from './realtime-types';
import { useSession } from './session';
import { realtime } from './socket';
import { videoKey } from './video-query';

type News = Heard['video_progress'];

/** Keeps what is shown of my videos as the server tells it, for as long as this is shown. */
export function useVideoNews(): void {
  const queries = useQueryClient();
  const isSignedIn = useSession().status === 'signed-in';
  useEffect(() => {
    if (!isSignedIn) return;
    const letGo = realtime.hold();
    const stop = realtime.on('video_progress', (news) => take(queries, news));
    return () => {
      stop();
      letGo();
    };
  }, [queries, isSignedIn]);
}

function take(queries: QueryClient, news: News): void {
  const before: Video['status'][] = [];
  const told = (video: Video): Video => {
    if (video.id !== news.videoId) return video;
    before.push(video.status);
    return withNews(video, news);
  };
  const one = { queryKey: videoKey(news.videoId) };
  queries.setQueriesData<Video>(one, (video) => video && told(video));
  queries.setQueriesData<VideoList>(
    { queryKey: myVideosKey },
    (list) => list && { ...list, data: list.data.map(told) },
  );
  // Then more of it is new than was told.
  if (before.some((status) => status !== news.status))
    void queries.invalidateQueries({ queryKey: ['videos'] });
}

const withNews = (video: Video, { status, progress, doing, position, failure }: News): Video => ({
  ...video,
  status,
  progress,
  failure,
  ...(video.job && { job: { ...video.job, progress, doing, position } }),
});
