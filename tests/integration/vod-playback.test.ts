import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';

import { Api, newStreamer, revokedWithin } from '../testing/api.ts';
import { Child } from '../testing/child.ts';
import { Scope } from '../testing/cleanup.ts';
import { changeRows, quoted } from '../testing/rows.ts';
import { Server } from '../testing/server.ts';
import * as shelved from '../testing/shelved-video.ts';
import { until, within } from '../testing/wait.ts';

const scope = new Scope({ after });
const secretKey = 'what these tests sign their own tokens with';
const server = await Server.start(scope, { env: { SECRET_KEY: secretKey, LOG_LEVEL: 'debug' } });
const media = await shelved.makeMedia(scope);
const ada = await newStreamer(server);
const put = shelved.intoFolder(server);
const source = media['source.mp4']!;

const shelve = (more: Partial<shelved.Shelved> = {}) =>
  shelved.shelve(server, put, media, { handle: ada.handle, ...more });
const video = await shelve();
const secret = await shelve({ visibility: 'private', title: 'Only for friends' });
const url = (path: string, id = video.id) => `${server.url}/vod/${id}/${path}`;
const byToken = (token: string, path: string, id = secret.id) =>
  `${server.url}/t/${token}/vod/${id}/${path}`;
const token = (claims: Partial<shelved.Claims> = {}, id = secret.id) =>
  shelved.signToken(secretKey, id, { ground: 'link', ...claims });

// What another node changes is seen that late; a busy machine takes some more.
const rememberedSeconds = 10 + revokedWithin;

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** The status of a target that goes out as it is written. */
function statusOf(path: string): Promise<number> {
  return new Promise((done, failed) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    asked.on('error', failed);
    asked.end();
  });
}

/** What ffmpeg plays of a URL: how many pictures, and its complaints. */
async function play(scope: Scope, address: string) {
  const player = new Child(
    scope,
    [
      ...['ffmpeg', '-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1'],
      ...['-i', address, '-f', 'null', '-'],
    ],
    { bytes: true },
  );
  await within('it is played', 60, player.exited);
  const frames = /.*frame=(\d+)/s.exec(player.output.toString())?.[1];
  return { frames: Number(frames), complaints: player.errors };
}

test('ffmpeg plays all of it, by its playlists and as one file', async (t) => {
  const frames = shelved.videoSeconds * 30;
  for (const path of ['master.m3u8', 'video.mp4'])
    assert.deepEqual(await play(new Scope(t), url(path)), { frames, complaints: '' }, path);
  assert.deepEqual(await play(new Scope(t), byToken(token(), 'master.m3u8')), {
    frames,
    complaints: '',
  });
});

test('a master playlist is of one viewer, and leads to what is stored', async () => {
  const master = await fetch(url('master.m3u8?v=browser-1'));
  assert.equal(master.headers.get('content-type'), 'application/vnd.apple.mpegurl');
  assert.equal(master.headers.get('cache-control'), 'no-store');
  assert.equal(master.headers.get('access-control-allow-origin'), '*');
  const text = await master.text();
  assert.match(text, /CODECS="avc1.42c015,mp4a.40.2"/);
  assert.match(text, /URI="7\/audio.m3u8\?s=[0-9a-f]{32}&v=browser-1"/);
  const named = /^7\/source\.m3u8\?.*$/m.exec(text)?.[0] ?? '';
  const playlist = await fetch(url(named));
  assert.deepEqual(await bytesOf(playlist), media['source.m3u8']);
  assert.notEqual(await (await fetch(url('master.m3u8'))).text(), text);
});

const size = source.length;
const ranges: [string, number, string | null, Buffer?][] = [
  ['bytes=0-0', 206, `bytes 0-0/${size}`, source.subarray(0, 1)],
  ['bytes=100-199', 206, `bytes 100-199/${size}`, source.subarray(100, 200)],
  [`bytes=${size - 3}-`, 206, `bytes ${size - 3}-${size - 1}/${size}`, source.subarray(-3)],
  ['bytes=-5', 206, `bytes ${size - 5}-${size - 1}/${size}`, source.subarray(-5)],
  [`bytes=10-${size + 99}`, 206, `bytes 10-${size - 1}/${size}`, source.subarray(10)],
  [`bytes=-${size + 99}`, 206, `bytes 0-${size - 1}/${size}`, source],
  [`bytes=${size}-`, 416, `bytes */${size}`],
  ['bytes=-0', 416, `bytes */${size}`],
  ['bytes=5-4', 200, null, source],
  ['lines=1-2', 200, null, source],
];

for (const [range, status, contentRange, bytes] of ranges) {
  test(`the range ${range} of media is answered ${status}`, async () => {
    const response = await fetch(url('7/source.mp4'), { headers: { Range: range } });
    assert.equal(response.status, status);
    assert.equal(response.headers.get('content-range'), contentRange);
    const body = await bytesOf(response);
    if (bytes) assert.ok(body.equals(bytes), `${body.length} bytes`);
  });
}

test('conditions are held against the generation, and media may be kept for ever', async () => {
  const whole = await fetch(url('7/source.mp4'));
  assert.ok((await bytesOf(whole)).equals(source));
  assert.equal(whole.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal(whole.headers.get('accept-ranges'), 'bytes');
  const etag = whole.headers.get('etag')!;
  const status = async (headers: Record<string, string>) =>
    (await fetch(url('7/source.mp4'), { headers })).status;
  assert.equal(await status({ 'If-None-Match': etag }), 304);
  assert.equal(await status({ 'If-None-Match': '"another"' }), 200);
  assert.equal(await status({ Range: 'bytes=1-2', 'If-Range': etag }), 206);
  assert.equal(await status({ Range: 'bytes=1-2', 'If-Range': '"another"' }), 200);
  assert.equal(await status({ 'If-Match': '"another"' }), 412);
});

test('HEAD tells what GET would, and sends nothing', async () => {
  for (const path of ['7/source.mp4', 'video.mp4', '7/source.m3u8', 'master.m3u8']) {
    const head = await fetch(url(path), { method: 'HEAD' });
    assert.equal(head.status, 200, path);
    assert.equal((await bytesOf(head)).length, 0, path);
  }
  const head = await fetch(url('7/source.mp4'), { method: 'HEAD' });
  assert.equal(head.headers.get('content-length'), String(size));
});

test('any page may load it, and ask before', async () => {
  const asked = await fetch(url('7/source.mp4'), {
    method: 'OPTIONS',
    headers: { Origin: 'https://blog.example', 'Access-Control-Request-Headers': 'range' },
  });
  assert.equal(asked.status, 204);
  assert.equal(asked.headers.get('access-control-allow-origin'), '*');
});

test('a title becomes the name of a file and nothing else', async () => {
  const evil = await shelve({ title: '../"\u0110\u00eam\r\nSet-Cookie: a=b"/' });
  const saved = await fetch(url('video.mp4?download=1', evil.id), { method: 'HEAD' });
  assert.equal(saved.headers.get('set-cookie'), null);
  assert.match(
    saved.headers.get('content-disposition') ?? '',
    /^attachment; filename="[a-z0-9-]+\.mp4"; filename\*=UTF-8''[A-Za-z0-9%_.~-]+\.mp4$/,
  );
  const shown = await fetch(url('video.mp4', evil.id), { method: 'HEAD' });
  assert.equal(shown.headers.get('content-disposition'), null);
});

test('no path leads to what the video is not made of', async () => {
  const other = await shelve({ generation: 8 });
  const vod = `/vod/${video.id}`;
  const games = [
    `${vod}/7/../7/source.mp4`,
    `${vod}/7/%2e%2e/7/source.mp4`,
    `${vod}/7/..%2f..%2f..%2fsecrets.json`,
    `${vod}/7/source.mp4%00`,
    `${vod}/7/source.mp4%00.m3u8`,
    `${vod}/%2e%2e/%2e%2e/freshet.db`,
    `${vod}/7/thumb.webp`,
    `${vod}/7/video.mp4`,
    `${vod}/07/source.mp4`,
    `${vod}/8/source.mp4`,
    `/vod/${other.id}/7/source.mp4`,
    `${vod}//source.mp4`,
    `/vod/..%2f${video.id}/7/source.mp4`,
    `/media/videos/${video.id}/8.webp`,
    `/media/videos/${video.id}/..%2f..%2f7.webp`,
  ];
  for (const path of games) {
    const status = await statusOf(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
  }
  assert.equal(await statusOf(`/vod/${other.id}/8/source.mp4`), 200);
  assert.equal(await statusOf(`/media/videos/${video.id}/7.webp`), 200);
});

const parts = ['master.m3u8', 'video.mp4', '7/source.m3u8', '7/source.mp4'];

test('a private video is not there for others, and plays by its token', async () => {
  const thumbnail = `/media/videos/${secret.id}/7.webp`;
  for (const path of parts) {
    assert.equal((await fetch(url(path, secret.id))).status, 404, path);
    assert.equal((await fetch(byToken(token(), path))).status, 200, path);
  }
  assert.equal((await fetch(server.url + thumbnail)).status, 404);
  assert.equal((await fetch(`${server.url}/t/${token()}${thumbnail}`)).status, 200);
  const kept = await fetch(byToken(token(), '7/source.mp4'));
  assert.equal(kept.headers.get('cache-control'), 'private, max-age=31536000, immutable');
});

test('a token that is forged, over, or of another video opens nothing', async () => {
  const good = token();
  const forged = good.slice(0, -3) + (good.endsWith('AAA') ? 'BBB' : 'AAA');
  const strange = shelved.signToken('another secret of somebody', secret.id, { ground: 'owner' });
  for (const bad of [forged, strange, token({}, video.id), 'x', '%00', 'A'.repeat(5000)]) {
    for (const path of parts) {
      const { status } = await fetch(byToken(bad, path));
      assert.ok([400, 404, 414, 431].includes(status), `${bad}: ${status}`);
    }
  }
  const over = token({ expiresAt: Date.now() - 1 });
  const refused = await fetch(byToken(over, '7/source.mp4'));
  assert.equal(refused.status, 403);
  assert.equal(((await refused.json()) as { code: string }).code, 'playback_forbidden');
  assert.equal((await fetch(byToken(token({ epoch: 2 }), '7/source.mp4'))).status, 403);
  assert.equal((await fetch(byToken(token({ ground: 'none' }), '7/source.mp4'))).status, 403);
});

test('a right that is taken away elsewhere ends what had begun', async () => {
  const watched = await shelve({ visibility: 'private' });
  const address = byToken(token({}, watched.id), '7/source.mp4', watched.id);
  assert.equal((await fetch(address)).status, 200);
  await changeRows(server, `UPDATE videos SET access_epoch = 2 WHERE id = ${quoted(watched.id)}`);
  const status = async () => (await fetch(address)).status;
  await until('it ends', async () => (await status()) === 403, rememberedSeconds);
});

test('a public video that becomes private elsewhere is gone for everybody', async () => {
  const shown = await shelve();
  const status = async () => (await fetch(url('7/source.mp4', shown.id))).status;
  assert.equal(await status(), 200);
  await changeRows(
    server,
    `UPDATE videos SET visibility = 'private' WHERE id = ${quoted(shown.id)}`,
  );
  await until('it is hidden', async () => (await status()) === 404, rememberedSeconds);
});

test('a file that is on its way to a slow player breaks off with the right to it', async () => {
  const film = { ...media, 'video.mp4': Buffer.alloc(96 * 1024 * 1024, 'a long film') };
  const { id } = await shelved.shelve(server, put, film, {
    handle: ada.handle,
    visibility: 'private',
  });
  const asked = await fetch(byToken(token({}, id), 'video.mp4', id));
  const reader = asked.body!.getReader();
  await reader.read();
  assert.equal((await ada.api.delete(`/api/videos/${id}`)).status, 200);
  const deleted = Date.now();
  await assert.rejects(async () => {
    for (;;) {
      const { done } = await reader.read();
      if (done) return;
      await new Promise((later) => setTimeout(later, 20));
    }
  });
  const seconds = (Date.now() - deleted) / 1000;
  assert.ok(seconds < rememberedSeconds, `${seconds} s`);
});

test('an owner whose sign-in ends watches no further', async () => {
  const eve = await newStreamer(server);
  const own = await shelve({ handle: eve.handle, visibility: 'private' });
  const { session } = JSON.parse(
    Buffer.from(eve.api.token!.split('.')[1]!, 'base64url').toString(),
  ) as { session?: string };
  const viewer = eve.id;
  const claims = { ground: 'owner' as const, viewer, ...(session ? { session } : {}) };
  const address = byToken(token(claims, own.id), '7/source.mp4', own.id);
  assert.equal((await fetch(address)).status, 200);
  await changeRows(server, `UPDATE users SET is_active = 0 WHERE id = ${quoted(viewer)}`);
  await until('it ends', async () => (await fetch(address)).status === 403, rememberedSeconds);
});

test('who watches for some seconds is one view of the video and of its channel', async () => {
  const eve = await newStreamer(server);
  const seen = await shelve({ handle: eve.handle });
  const headers = { 'User-Agent': 'Mozilla/5.0' };
  const beacon = async (viewId: string, more = headers) => {
    const body = { viewId, videoId: seen.id, watched: 10 };
    const reply = await new Api(server).post('/api/playback/beacon', body, more);
    assert.equal(reply.status, 200);
  };
  const views = async () => {
    await beacon('browser-of-eve');
    await beacon('robot-of-eve', { 'User-Agent': 'Googlebot/2.1' });
    const { body } = await eve.api.get(`/api/statistics/channel/${eve.handle}`);
    return body.totalViews;
  };
  await until('it is counted', async () => (await views()) === 1, 30);
  assert.equal(await views(), 1);
});

test('a player that only loads what playlists name is one view too', async () => {
  const eve = await newStreamer(server);
  const seen = await shelve({ handle: eve.handle });
  const headers = { 'User-Agent': 'a player of its own' };
  const master = await (await fetch(url('master.m3u8', seen.id), { headers })).text();
  await fetch(url(/^7\/source\.m3u8\?.*$/m.exec(master)![0], seen.id), { headers });
  const views = async () => {
    await fetch(url('7/source.mp4', seen.id), { headers: { ...headers, Range: 'bytes=0-9' } });
    const { body } = await eve.api.get(`/api/statistics/channel/${eve.handle}`);
    return body.totalViews;
  };
  await until('it is counted', async () => (await views()) === 1, 30);
});

test('a beacon of what cannot be watched is refused', async () => {
  const beacon = { viewId: 'browser-of-eve', videoId: secret.id, watched: 10 };
  const anybody = new Api(server);
  assert.equal((await anybody.post('/api/playback/beacon', beacon)).status, 404);
  const withToken = { ...beacon, token: token() };
  assert.equal((await anybody.post('/api/playback/beacon', withToken)).status, 200);
  const over = { ...beacon, token: token({ epoch: 2 }) };
  assert.equal((await anybody.post('/api/playback/beacon', over)).status, 403);
});

test('starts are limited by address, and what follows is not', async (t) => {
  const inner = new Scope(t);
  const few = await Server.start(inner, { env: { RATE_LIMIT_PLAYBACK: '2' } });
  const eve = await newStreamer(few);
  const { id } = await shelved.shelve(few, shelved.intoFolder(few), media, { handle: eve.handle });
  const status = async (path: string, range?: string) =>
    (await fetch(`${few.url}/vod/${id}/${path}`, range ? { headers: { Range: range } } : {}))
      .status;
  const started = [];
  for (let i = 0; i < 10; ++i) started.push(await status('master.m3u8'));
  assert.equal(started[0], 200);
  assert.equal(started.at(-1), 429);
  assert.equal(await status('video.mp4'), 429);
  assert.equal(await status('video.mp4', 'bytes=5-'), 206);
  assert.equal(await status('7/source.m3u8'), 200);
  for (let i = 0; i < 10; ++i) assert.equal(await status('7/source.mp4', 'bytes=0-9'), 206);
});

test('no token and no title stands in the log', () => {
  assert.doesNotMatch(server.log, new RegExp(token().slice(0, 40)));
  assert.doesNotMatch(server.log, /Only for friends|browser-of-eve/);
  server.assertSound();
});
