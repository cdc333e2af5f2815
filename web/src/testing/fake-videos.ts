import type { Job, Video, VideoFailure } from '@/lib/api-types';

/** A video of Ada's, which everybody may see. */
export const adasVideo = (change: Partial<Video> = {}): Video => ({
  id: 'v1',
  userId: 'u1',
  channelId: 'c1',
  title: 'Oil on canvas',
  description: '',
  visibility: 'public',
  status: 'READY',
  progress: 100,
  failure: null,
  duration: 600,
  width: 1920,
  height: 1080,
  sizeBytes: 5_242_880,
  thumbnailUrl: null,
  viewCount: 1234,
  categories: [],
  tags: [],
  playback: { hls: '/vod/v1/master.m3u8', dash: null, mp4: '/vod/v1/video.mp4' },
  owner: { username: 'ada', displayName: 'Ada Lovelace', avatarUrl: null },
  channel: { handle: 'ada', title: 'Ada paints' },
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
  ...change,
});

export const jobOf = (change: Partial<Job> = {}): Job => ({
  id: 'j1',
  videoId: 'v1',
  title: 'Oil on canvas',
  kind: 'transcode',
  status: 'RUNNING',
  progress: 40,
  position: 0,
  attempts: 1,
  failure: null,
  doing: 'transcode',
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
  finishedAt: null,
  ...change,
});

export const damaged: VideoFailure = {
  code: 'damaged',
  message: 'The file is damaged. Upload it again.',
};

export const processing = (change: Partial<Video> = {}): Video =>
  adasVideo({ status: 'PROCESSING', progress: 40, duration: 0, job: jobOf(), ...change });

export const failed = (change: Partial<Video> = {}): Video =>
  adasVideo({ status: 'FAILED', duration: 0, failure: damaged, ...change });
