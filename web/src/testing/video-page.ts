import type { Video } from '@/lib/api-types';

import { fakeApi, listOf, type Replies } from './fake-api';
import { adasVideo } from './fake-videos';

/** What the page of a video asks for. */
export const serve = (video: Video, replies: Replies = {}) =>
  fakeApi({
    'GET /api/videos/v1': { ...video },
    'GET /api/videos': listOf(video, adasVideo({ id: 'v2', title: 'Another one' })),
    'GET /api/videos/v1/stream': { url: '', hls: '/t/abc/vod/v1/master.m3u8', mp4: '/t/abc/v.mp4' },
    'PUT /api/videos/v1/progress': {},
    'POST /api/playback/beacon': {},
    ...replies,
  });
