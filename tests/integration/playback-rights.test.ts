import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';

import { Api, newStreamer, playbackUrls } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { publish } from '../testing/ffmpeg.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
const anybody = new Api(server);
const ada = await newStreamer(server);
const eve = await newStreamer(server);
const plain = playbackUrls(server, ada.handle);
publish(scope, `${server.rtmpUrl}/${ada.key}`);
await until('the stream is live', () => ada.api.isLive(ada.handle));
const stream: string = (await ada.api.get(`/api/streams/${ada.handle}`)).body.id;

// Rights are judged anew every ten seconds, and viewers look every second.
const reviewSeconds = 45;

/** Changes rows as somebody does from elsewhere: the program has to find out. */
function change(sql: string): void {
  const database = new DatabaseSync(join(server.dataDir, 'freshet.db'), { timeout: 5000 });
  database.exec(sql);
  database.close();
}

async function flvStatus(url: string): Promise<number> {
  const abort = new AbortController();
  const { status } = await fetch(url, { signal: abort.signal });
  abort.abort();
  return status;
}

/** Changes who may watch, and waits until that is so. */
async function set(visibility: string, audience: string, status: number): Promise<void> {
  change(`UPDATE streams SET visibility = '${visibility}', audience = '${audience}'`);
  await until(
    `${visibility} for ${audience}`,
    async () => (await flvStatus(plain.flv)) === status,
    reviewSeconds,
  );
}

async function playback(api: Api) {
  const reply = await api.get(`/api/streams/${stream}/stream`);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body;
}

async function follow(): Promise<void> {
  change(`INSERT INTO follows SELECT e.id, a.id, 1 FROM users e, users a
          WHERE e.username = '${eve.username}' AND a.username = '${ada.username}'`);
}

async function playStatus(name: string): Promise<string> {
  const client = await RtmpClient.connect(scope, server.rtmpPort);
  const { code } = await client.play(name);
  client.drop();
  return code;
}

const nameOf = (rtmpUrl: string) => rtmpUrl.slice(rtmpUrl.lastIndexOf('/') + 1);

test('what is public needs nothing', async () => {
  const { token, url } = await playback(anybody);
  assert.equal(token, undefined);
  assert.equal((await fetch(url)).status, 200);
  await (await FlvViewer.http(scope, plain.flv)).watch(0.5);
});

test('a public stream that becomes private sends everybody away but its owner', async () => {
  const own = await playback(ada.api);
  const strangers = [
    await FlvViewer.http(scope, plain.flv),
    await FlvViewer.webSocket(scope, plain.wsFlv),
  ];
  const owner = await FlvViewer.http(scope, own.playback.flv);
  const player = await RtmpClient.connect(scope, server.rtmpPort);
  await player.play(ada.handle);
  await set('private', 'everyone', 404);

  await until('all have been sent away', () => player.ended && strangers.every((s) => s.ended));
  const seconds = owner.reader.seconds;
  await owner.watch(seconds + 1);
  owner.leave();
});

test('a private stream is hidden on every protocol, and there for its owner', async () => {
  assert.equal((await fetch(plain.hls)).status, 404);
  assert.equal((await fetch(new URL('video.m3u8', plain.hls))).status, 404);
  assert.equal(await playStatus(ada.handle), 'NetStream.Play.StreamNotFound');
  await assert.rejects(FlvViewer.webSocket(scope, plain.wsFlv));
  assert.equal((await eve.api.get(`/api/streams/${stream}/stream`)).status, 404);

  const own = (await ada.api.get(`/api/streams/${stream}`)).body.playback;
  await (await FlvViewer.http(scope, own.flv)).watch(0.5);
  await (await FlvViewer.webSocket(scope, own.wsFlv)).watch(0.5);
  const client = await RtmpClient.connect(scope, server.rtmpPort);
  await client.play(nameOf(own.rtmp));
  await until('it plays', () =>
    client.statuses.some(({ code }) => code === 'NetStream.Play.Start'),
  );
  client.drop();
});

test('who has the link to an unlisted stream plays every part, and no cache keeps it', async () => {
  await set('unlisted', 'everyone', 403);
  const { url, token } = await playback(anybody);
  const problem = await fetch(plain.flv);
  assert.equal(problem.headers.get('content-type'), 'application/problem+json');
  assert.equal(((await problem.json()) as { code: string }).code, 'playback_forbidden');
  assert.equal(await playStatus(ada.handle), 'NetStream.Play.Failed');

  const master = await (await fetch(url)).text();
  const media = new URL(/^video\.m3u8\S*$/m.exec(master)?.[0] ?? '', url);
  const list = await fetch(media);
  assert.match(list.headers.get('cache-control') ?? '', /^private/);
  const segment = new URL((await list.text()).trim().split('\n').at(-1) ?? '', media);
  assert.ok(segment.pathname.startsWith(`/t/${token}/hls/`), segment.href);
  const file = await fetch(segment);
  assert.equal(file.status, 200);
  assert.match(file.headers.get('cache-control') ?? '', /^private/);
  const bare = segment.href.replace(`/t/${token}`, '');
  assert.equal((await fetch(bare)).status, 403);
  assert.equal((await fetch(segment.href.replace(token, `${token}x`))).status, 403);
});

test('followers watch until they follow no more', async () => {
  await set('public', 'followers', 403);
  assert.equal((await anybody.get(`/api/streams/${stream}/stream`)).status, 401);
  const refused = await eve.api.get(`/api/streams/${stream}/stream`);
  assert.deepEqual([refused.status, refused.body.code], [403, 'followers_only']);

  await follow();
  const { url, playback: urls, token } = await playback(eve.api);
  const viewer = await FlvViewer.http(scope, urls.flv);
  await viewer.watch(0.5);
  const media = new URL('video.m3u8', url);
  assert.equal((await fetch(media)).status, 200);

  change('DELETE FROM follows');
  await until('the viewer has been sent away', () => viewer.ended, reviewSeconds);
  assert.equal((await fetch(media)).status, 403);
  assert.equal(await flvStatus(urls.flv), 403);
  assert.ok(!server.log.includes(token), 'no token stands in the log');
});

test('a session that is over takes its playback along', async () => {
  await follow();
  const { playback: urls } = await playback(eve.api);
  const viewer = await FlvViewer.http(scope, urls.flv);
  await viewer.watch(0.5);

  assert.equal((await eve.api.post('/api/auth/logout')).status, 200);
  await until('the viewer has been sent away', () => viewer.ended, reviewSeconds);
  assert.equal(await flvStatus(urls.flv), 403);
});

test('the server ends in order', () => server.stop());
