import { manyLive, page, settings, type Replies } from './fixtures.ts';
import type { Scene } from './scenes.ts';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const thumbnail = (hue: number) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" fill="hsl(${hue} 30% 45%)"/></svg>`,
  )}`;

const video = (id: string, title: string, change: object = {}) => ({
  id,
  userId: 'u1',
  channelId: 'c-ada',
  title,
  description:
    '0:00 The machine\n1:05 What is broken\n12:30 The repair\n\nPlans: https://example.org/engine',
  visibility: 'public',
  status: 'READY',
  progress: 100,
  failure: null,
  duration: 2712,
  width: 1920,
  height: 1080,
  sizeBytes: 1_240_000_000,
  thumbnailUrl: null,
  viewCount: 1284,
  categories: [{ id: 'k1', name: 'Science & Technology', slug: 'science' }],
  tags: ['brass', 'engines'],
  playback: { hls: `/vod/${id}/master.m3u8`, dash: null, mp4: `/vod/${id}/video.mp4` },
  owner: { username: 'ada', displayName: 'Ada Lovelace', avatarUrl: null },
  channel: { handle: 'ada', title: 'Ada Lovelace' },
  createdAt: ago(3000),
  updatedAt: ago(3000),
  ...change,
});

const job = (change: object = {}) => ({
  id: 'j1',
  videoId: 'v2',
  title: 'Orbits by hand',
  kind: 'transcode',
  status: 'RUNNING',
  progress: 40,
  position: 0,
  attempts: 1,
  failure: null,
  doing: 'transcode',
  createdAt: ago(3),
  updatedAt: ago(1),
  finishedAt: null,
  ...change,
});

const failure = {
  code: 'damaged',
  message: 'The file is damaged or incomplete. Export it anew and upload it again.',
};
const failed = { status: 'FAILED', failure, duration: 0, visibility: 'private' };
const ready = video('v1', 'Repairing a difference engine, part 7', {
  thumbnailUrl: thumbnail(190),
  position: 900,
});
const working = video('v2', 'Orbits by hand', {
  status: 'PROCESSING',
  progress: 40,
  visibility: 'private',
  duration: 0,
  viewCount: 0,
  createdAt: ago(4),
  job: job(),
});
const waiting = video('v3', 'Landing on the moon with 4 KB, and a title that does not end', {
  ...{ status: 'PROCESSING', progress: 0, visibility: 'unlisted', duration: 0, viewCount: 0 },
  job: job({ status: 'QUEUED', position: 3 }),
});
const uploading = video('v4', 'Morning coffee', {
  ...{ status: 'UPLOADING', progress: 43, visibility: 'private', duration: 0, viewCount: 0 },
  updatedAt: ago(90),
});
const broken = video('v5', 'The tape from the attic', failed);
const others = [
  video('v6', 'Repairing a difference engine, part 6', { thumbnailUrl: thumbnail(20) }),
  video('v7', 'Compilers for people who are afraid of them', { thumbnailUrl: thumbnail(260) }),
  video('v8', 'A short one', { duration: 42, viewCount: 3 }),
];

const storage = {
  usedBytes: 13_000_000_000,
  quotaBytes: 107_374_182_400,
  sizeMaxBytes: 10_737_418_240,
};
const link = (id: string, change: object = {}) => ({
  id,
  videoId: 'v1',
  hasPassword: false,
  expiresAt: ago(-8000),
  opened: 3,
  createdAt: ago(2000),
  ...change,
});

const mine: Replies = {
  ...settings,
  'GET /api/categories': page([
    { id: 'k1', name: 'Science & Technology', slug: 'science' },
    { id: 'k2', name: 'Music', slug: 'music' },
  ]),
  'GET /api/videos/my': page([ready, working, waiting, uploading, broken, ...others]),
  'GET /api/videos/v1': ready,
  'GET /api/videos/v2': working,
  'GET /api/videos/v5': broken,
  'GET /api/videos/v1/stream': { url: '', ...ready.playback, expiresAt: null },
  'GET /api/channels/c-ada/videos': page(others),
  'GET /api/users/me/storage': storage,
  'GET /api/videos/v1/share-links': page([
    link('l1'),
    link('l2', { hasPassword: true, expiresAt: null, opened: 1 }),
    link('l3', { expiresAt: ago(100), opened: 0 }),
  ]),
  'GET /api/users/me/history': page([
    { video: ready, position: 900, isFinished: false, watchedAt: ago(30) },
    { video: others[0], position: 0, isFinished: true, watchedAt: ago(3000) },
  ]),
};

const stored = (gigabytes: number) => ({
  bytes: gigabytes * 1e9,
  videos: Math.round(gigabytes / 1.7),
  sourceBytes: gigabytes * 0.6e9,
  mediaBytes: gigabytes * 0.38e9,
  uploads: 2,
  uploadBytes: gigabytes * 0.02e9,
});
const staff: Replies = {
  ...settings,
  'GET /api/admin/jobs': page([
    job(),
    job({ id: 'j2', status: 'QUEUED', kind: 'probe', position: 3, progress: 0, attempts: 0 }),
    job({ id: 'j3', status: 'FAILED', failure, title: 'The tape from the attic', attempts: 1 }),
    job({ id: 'j4', status: 'QUEUED', position: 1, hindrance: 'the disk is full', attempts: 2 }),
    job({ id: 'j5', status: 'COMPLETED', kind: 'delete', title: '' }),
  ]),
  'GET /api/admin/storage': {
    ...stored(212),
    pictures: 312,
    pictureBytes: 48_000_000,
    freeBytes: 1_840_000_000_000,
    users: [
      { ...stored(120), userId: 'u1', username: 'ada' },
      { ...stored(92), userId: 'u2', username: 'grace' },
    ],
  },
};

const own = (name: string, path: string, scene: Partial<Scene> = {}): Scene => ({
  name: `video-${name}`,
  path,
  replies: mine,
  signedIn: true,
  ...scene,
});

export const videoScenes: Scene[] = [
  own('page', '/video/v1'),
  own('processing', '/video/v2'),
  own('failed', '/video/v5'),
  own('gone', '/video/v9'),
  own('edit', '/video/v1/edit'),
  own('share', '/video/v1', {
    act: (tab) => tab.getByRole('button', { name: 'Share', exact: true }).click(),
  }),
  own('password', '/video/v1#share=mzxw6', {
    replies: {
      ...mine,
      'POST /api/share-links/open': { status: 403, code: 'link_password_required' },
    },
  }),
  own('library', '/library'),
  own('library-empty', '/library', { replies: { ...mine, 'GET /api/videos/my': page([]) } }),
  own('history', '/library/history'),
  own('upload', '/upload', {
    replies: { ...mine, 'GET /api/videos/my': page([uploading]) },
    act: async (tab) => {
      await tab.getByLabel('Video files').setInputFiles([
        { name: 'empty.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(0) },
        { name: 'Difference engine.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(2_000_000) },
      ]);
    },
  }),
  own('studio', '/studio/videos'),
  own('home', '/', {
    replies: { ...mine, ...manyLive, 'GET /api/videos': page([ready, ...others]) },
  }),
  own('home-nobody-live', '/', {
    replies: { ...mine, 'GET /api/streams': page([]), 'GET /api/videos': page(others) },
  }),
  own('admin-jobs', '/admin/jobs', { replies: staff }),
  own('admin-storage', '/admin/storage', { replies: staff }),
];
