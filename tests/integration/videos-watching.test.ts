import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Api, expectProblem, expectStatus, newUser, revokedWithin } from '../testing/api.ts';
import { Child } from '../testing/child.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { ObjectGateway } from '../testing/object-gateway.ts';
import { ChatClient } from '../testing/realtime.ts';
import { ok } from '../testing/rooms.ts';
import { changeRows, quoted } from '../testing/rows.ts';
import { Server } from '../testing/server.ts';
import { newVideo, settled, smallFilm, uploadFilm } from '../testing/videos.ts';
import { until, within } from '../testing/wait.ts';

// The whole way of a video over the real program: sent, made playable, watched, taken away.
const scope = new Scope({ after });
const admin = { email: 'admin@example.com', password: 'the admin of the tests' };
const env = {
  ADMIN_EMAIL: admin.email,
  ADMIN_PASSWORD: admin.password,
  API_TOKEN: 'a token of the environment',
};
const server = await Server.start(scope, { env });
const stranger = new Api(server);
const operator = new Api(server, env.API_TOKEN);
const film = await smallFilm(scope);
const ada = await newUser(server);
const endsWithin = 10 + revokedWithin;

async function administrator(): Promise<Api> {
  const reply = await stranger.post('/api/auth/login', admin);
  expectStatus(reply, 200);
  return new Api(server, reply.body.token);
}

/** All that a player asks for, from the master playlist on. */
async function addresses(master: string): Promise<string[]> {
  const [, uri = ''] = /^(\d+\/\w+\.m3u8.*)$/m.exec(await (await fetch(master)).text()) ?? [];
  const playlist = new URL(uri, master).href;
  const [, file = ''] = /URI="([^"]+)"/.exec(await (await fetch(playlist)).text()) ?? [];
  const all = [master, playlist, new URL(file, playlist).href, new URL('video.mp4', master).href];
  for (const each of all) assert.equal((await fetch(each)).status, 200, each);
  return all;
}

/** Each of them is refused before long. */
async function end(all: string[]): Promise<void> {
  const statuses = () => Promise.all(all.map(async (each) => (await fetch(each)).status));
  const isRefused = (status: number) => status === 403 || status === 404;
  await until('playback ends', async () => (await statuses()).every(isRefused), endsWithin);
}

async function framesOf(scope: Scope, address: string): Promise<number> {
  const arguments_ = ['-v', 'error', '-progress', 'pipe:1', '-i', address, '-f', 'null', '-'];
  const player = new Child(scope, ['ffmpeg', '-nostdin', ...arguments_], { bytes: true });
  await within('it is played', 60, player.exited);
  assert.equal(player.errors, '');
  return Number(/.*frame=(\d+)/s.exec(player.output.toString())?.[1]);
}

const stream = async (api: Api, id: string, query = '') => {
  const reply = await api.get(`/api/videos/${id}/stream${query}`);
  expectStatus(reply, 200);
  return reply.body;
};

test('an owner hears how far a video is, and nobody else does', async (t) => {
  const own = new Scope(t);
  const eve = await newUser(server);
  const [owner, other] = [
    await ChatClient.as(own, server, ada),
    await ChatClient.as(own, server, eve),
  ];
  for (const client of [owner, other]) await ok(client, 'subscribe_notifications');
  const { id, jobId } = await uploadFilm(ada, film, { title: 'Heard of' });
  expectStatus(await ada.api.get(`/api/jobs/${jobId}`), 200);
  await settled(ada, id);
  const told = () => owner.all('video_progress').filter(({ videoId }) => videoId === id);
  await until('it is told', () => told().some(({ status }) => status === 'READY'));
  const statuses = told().map(({ status }) => status);
  assert.ok(statuses.includes('PROCESSING'), statuses.join());
  assert.ok(told().some(({ doing }) => typeof doing === 'string'));
  const broken = await uploadFilm(ada, new TextEncoder().encode('no film'));
  await until('the failure is told', () =>
    owner
      .all('video_progress')
      .some(({ videoId, failure }) => videoId === broken.id && failure?.code === 'not_a_video'),
  );
  assert.deepEqual(other.all('video_progress'), []);
});

test('a private video is played by its token, all the way down', async (t) => {
  const { id } = await newVideo(scope, ada);
  const { url, mp4 } = await stream(ada.api, id);
  assert.match(url, /\/t\/[^/]+\/vod\//);
  assert.ok((await addresses(url)).every((each) => each.includes('/t/')));
  for (const each of [url, mp4]) assert.equal(await framesOf(new Scope(t), each), 60, each);

  const other = await newVideo(scope, ada);
  const stolen = url.replace(id, other.id);
  assert.equal((await fetch(stolen)).status, 404);
  const forged = url.replace(/\/t\/(.)/, (_: string, c: string) => `/t/${c === 'A' ? 'B' : 'A'}`);
  assert.equal((await fetch(forged)).status, 404);
});

test('what was shared ends with its link', async () => {
  const { id } = await newVideo(scope, ada);
  const link = (await ada.api.post(`/api/videos/${id}/share-links`)).body;
  const share = new URL(link.url).hash.replace('#share=', '');
  const { url } = await stream(stranger, id, `?share=${share}`);
  const all = await addresses(url);
  expectStatus(await ada.api.delete(`/api/videos/${id}/share-links/${link.id}`), 200);
  await end(all);
});

test('what is hidden ends for who had only its address', async () => {
  const { id } = await newVideo(scope, ada, { visibility: 'public' });
  const all = await addresses((await stream(stranger, id)).url);
  expectStatus(await ada.api.patch(`/api/videos/${id}`, { visibility: 'private' }), 200);
  await end(all);
  await addresses((await stream(ada.api, id)).url);
});

test('what is deleted ends for everybody, and leaves nothing in the store', async () => {
  const { id } = await newVideo(scope, ada, { visibility: 'public' });
  const all = [
    ...(await addresses((await stream(stranger, id)).url)),
    ...(await addresses((await stream(ada.api, id)).url)),
  ];
  expectStatus(await ada.api.delete(`/api/videos/${id}`), 200);
  await end(all);
  const objects = () => readdirSync(join(server.dataDir, 'objects'), { recursive: true });
  await until('its objects are gone', () => !objects().some((path) => String(path).includes(id)));
});

test('what somebody has made ends when the account is disabled', async () => {
  const eve = await newUser(server);
  const { id } = await newVideo(scope, eve, { visibility: 'public' });
  const all = [
    ...(await addresses((await stream(stranger, id)).url)),
    ...(await addresses((await stream(eve.api, id)).url)),
  ];
  const staff = await administrator();
  expectStatus(await staff.patch(`/api/admin/users/${eve.id}`, { isActive: false }), 200);
  await end(all);
});

test('who watches is counted in the video, once', async () => {
  const { id } = await newVideo(scope, ada, { visibility: 'public' });
  const beacon = { viewId: 'a-browser-of-somebody', videoId: id, watched: 5 };
  const agent = { 'User-Agent': 'Mozilla/5.0' };
  const views = async () => {
    expectStatus(await stranger.post('/api/playback/beacon', beacon, agent), 200);
    return (await stranger.get(`/api/videos/${id}`)).body.viewCount;
  };
  await until('it is counted', async () => (await views()) === 1, 30);
  assert.equal(await views(), 1);
});

test('API_TOKEN uploads, sees, changes, plays and deletes', async (t) => {
  await administrator();
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(film)]), 'by-a-program.flv');
  const sent = await operator.post('/api/media', form);
  expectStatus(sent, 202);
  const path = `/api/media/${sent.body.id}`;
  await until('it plays', async () => (await operator.get(path)).body.status === 'READY', 60);
  const { id: others } = await newVideo(scope, ada);
  const all = (await operator.all('/api/media', 100)).map(({ id }: { id: string }) => id);
  assert.ok(all.includes(sent.body.id) && all.includes(others));
  const changed = await operator.patch(path, { title: 'By a program' });
  assert.equal(changed.body.title, 'By a program');
  const { url } = (await operator.get(`${path}/stream`)).body;
  assert.equal(await framesOf(new Scope(t), url), 60);
  expectStatus(await operator.delete(path), 200);
  expectProblem(await operator.get(path), 404, 'video_not_found');
});

test('a video is reported to the moderators', async () => {
  const { id } = await newVideo(scope, ada, { visibility: 'public' });
  const eve = await newUser(server);
  const report = { subject: 'video', subjectId: id, reason: 'spam' };
  const filed = await eve.api.post('/api/reports', report);
  expectStatus(filed, 201);
  const seen = await (await administrator()).get(`/api/admin/reports/${filed.body.id}`);
  assert.deepEqual([seen.body.subject, seen.body.subjectId], ['video', id]);
  const nothing = { ...report, subjectId: '0190163d-8694-739b-aea5-966c26f8ad91' };
  assert.ok([404, 422].includes((await eve.api.post('/api/reports', nothing)).status));
});

test('who leaves takes the videos along, from sight and then from the store', async (t) => {
  const own = new Scope(t);
  const small = await Server.start(own);
  const eve = await newUser(small);
  const { id } = await newVideo(own, eve, { visibility: 'public' });
  const nobody = new Api(small);
  const all = await addresses((await stream(nobody, id)).url);
  expectStatus(await eve.api.call('DELETE', '/api/users/me', { password: eve.password }), 200);
  await end(all);
  expectProblem(await nobody.get(`/api/videos/${id}`), 404, 'video_not_found');
  const objects = () => readdirSync(join(small.dataDir, 'objects'), { recursive: true });
  const isThere = () => objects().some((path) => String(path).includes(id));
  assert.ok(isThere(), 'thirty days are left to change it');

  const left = Date.now() - 31 * 24 * 3_600_000;
  await changeRows(small, `UPDATE users SET deleted_at = ${left} WHERE id = ${quoted(eve.id)}`);
  await small.stop();
  const { dataDir } = small;
  const again = await Server.start(own, { dataDir });
  await until('it is purged', () => !isThere(), 120);
  await again.stop();
});

test('a bucket has no end that could be told', async (t) => {
  const own = new Scope(t);
  const gateway = await ObjectGateway.start(own);
  const bucket = await gateway.freshBucket();
  const dataDir = temporaryFolder(own);
  mkdirSync(join(dataDir, 'objects')); // Of a time before the bucket.
  const far = await Server.start(own, { dataDir, env: { ...env, ...bucket.env } });
  const { token } = (await new Api(far).post('/api/auth/login', admin)).body;
  const { body } = await new Api(far, token).get('/api/admin/storage');
  assert.equal(body.freeBytes, null);
});

test('the server ends in order', () => server.stop());
