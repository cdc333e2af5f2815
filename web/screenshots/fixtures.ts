/** What a server would answer: enough of it for every page in each of its states. */
const user = { id: 'u1', username: 'ada', displayName: 'Ada Lovelace', avatarUrl: null };

const channel = (handle: string, title: string, isLive: boolean, description = '') => ({
  id: `c-${handle}`,
  userId: 'u1',
  handle,
  title,
  description,
  thumbnailUrl: null,
  isLive,
  viewersCount: isLive ? 1284 : 0,
});

const stream = (handle: string, title: string, viewerCount: number, status = 'live') => ({
  id: `s-${handle}`,
  channelId: `c-${handle}`,
  handle,
  title,
  description: 'Every Tuesday: an old machine, a screwdriver and your questions.',
  thumbnailUrl: null,
  status,
  isLive: status === 'live' || status === 'reconnecting',
  viewerCount,
  startedAt: new Date(Date.now() - 4_354_000).toISOString(),
  playback: { flv: `/live/${handle}.flv`, hls: `/hls/${handle}/master.m3u8` },
});

const live = [
  stream('ada', 'Repairing a difference engine, part 7', 1284),
  stream('grace', 'Compilers for people who are afraid of compilers and of long titles', 312),
  stream('linus', 'Morning coffee', 41),
  stream('margaret', 'Landing on the moon with 4 KB', 7),
  stream('katherine', 'Orbits by hand', 1),
];

const page = (data: unknown[]) => ({
  data,
  meta: { page: 1, limit: 60, total: data.length, totalPages: 1 },
});

export type Replies = Record<string, unknown>;

const instance: Replies = {
  'GET /api/instance': {
    rtmpUrl: 'rtmp://live.example.org:1935/live',
    registration: 'open',
  },
};

export const signedIn: Replies = {
  ...instance,
  'POST /api/auth/refresh': { token: 'token', user },
  'GET /api/users/me/channels': page([channel('ada', 'Ada Lovelace', false)]),
  'GET /api/channels/c-ada/stream-key': { streamKey: 'mfzxi3dpnzsxg5dpnzsxg5dpnzsxg5dp' },
};

export const nobodyLive: Replies = { ...instance, 'GET /api/streams': page([]) };
export const manyLive: Replies = { ...instance, 'GET /api/streams': page(live) };

export const offline: Replies = {
  ...signedIn,
  'GET /api/channels/ada': channel('ada', 'Ada Lovelace', false, 'Engines, analytical and other.'),
};

export const onAir: Replies = {
  ...signedIn,
  'GET /api/channels/ada': channel('ada', 'Ada Lovelace', true),
  'GET /api/streams/ada': live[0],
};

export const away: Replies = {
  ...onAir,
  'GET /api/streams/ada': stream('ada', 'Repairing a difference engine, part 7', 9, 'reconnecting'),
};

export const ended: Replies = {
  ...instance,
  'GET /api/streams/s-ada': stream('ada', 'Repairing a difference engine, part 6', 0, 'ended'),
};
