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
  audience: 'everyone',
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

export const page = (data: unknown[]) => ({
  data,
  meta: { page: 1, limit: 60, total: data.length, totalPages: 1 },
});

export type Replies = Record<string, object | 'never' | undefined>;

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

const me = {
  ...user,
  bio: 'Engines, analytical and other.',
  role: 'admin',
  email: 'ada@example.org',
  emailVerified: false,
};
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const signIn = (id: string, userAgent: string, minutes: number, current = false) => ({
  id,
  ip: current ? '192.0.2.17' : '2001:db8:85a3::8a2e:370:7334',
  userAgent,
  createdAt: ago(100_000),
  lastUsedAt: ago(minutes),
  expiresAt: ago(-10_000),
  current,
});
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36';
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1';

const token = (name: string, scopes: string[], expiresAt: string | null, used: number | null) => ({
  id: `t-${name}`,
  name,
  scopes,
  createdAt: ago(90_000),
  expiresAt,
  lastUsedAt: used === null ? null : ago(used),
});

export const settings: Replies = {
  ...signedIn,
  'POST /api/auth/refresh': { token: 'token', user: me },
  'GET /api/users/me': me,
  'GET /api/auth/two-factor': { enabled: false, recoveryCodesLeft: 0 },
  'POST /api/auth/two-factor/setup': {
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    otpauthUrl:
      'otpauth://totp/Freshet:ada%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Freshet',
  },
  'POST /api/auth/two-factor/enable': {
    recoveryCodes: ['abcd-efgh-ijkl-mnop', 'qrst-uvwx-yz23-4567', 'mfzx-i3dp-nzsx-g5dp'],
  },
  'GET /api/auth/sessions': page([
    signIn('1', chrome, 0, true),
    signIn('2', iPhone, 190),
    signIn('3', 'curl/8.5.0', 20_000),
  ]),
  'GET /api/auth/tokens': page([
    token('ci', ['media:read', 'media:write'], null, 12),
    token('the thumbnail maker on the old machine', ['streams:read'], ago(300), 40_000),
    token('fresh', ['admin'], ago(-8000), null),
  ]),
  'POST /api/auth/tokens': {
    ...token('backup', ['media:read'], null, null),
    token: 'frs_0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
  },
};

export const twoFactorOn: Replies = {
  ...settings,
  'GET /api/auth/two-factor': { enabled: true, recoveryCodesLeft: 2 },
};

export const newServer: Replies = { ...nobodyLive, 'GET /api/setup': { needed: true } };

export const byInvite: Replies = {
  'GET /api/instance': { rtmpUrl: 'rtmp://live.example.org:1935/live', registration: 'invite' },
};
