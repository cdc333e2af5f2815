import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Streamer } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { RtmpClient } from '../../testing/rtmp-client.ts';
import { until } from '../../testing/wait.ts';

const { server, stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';
const hour = 3600_000;

function inHours(hours: number): string {
  return new Date(Date.now() + hours * hour).toISOString();
}

async function plan(streamer: Streamer, body: object = {}) {
  const reply = await streamer.api.post('/api/streams', { title: 'Ada paints', ...body });
  expectStatus(reply, 201);
  return reply.body;
}

/** Begins a publish and ends it; gives the stream that it joined. */
async function joined(scope: Scope, streamer: Streamer): Promise<string> {
  const onAir = await suite.publish(scope, streamer);
  await onAir.end();
  await until('it is over', async () => !(await stranger.isLive(streamer.handle)));
  return onAir.stream.id;
}

test('a stream is planned with all that there is to say of it', async () => {
  const streamer = await suite.newStreamer();
  const said = {
    title: 'Ada paints',
    description: 'Oil, mostly.',
    scheduledAt: inHours(20),
    visibility: 'unlisted',
    audience: 'followers',
    coverImageUrl: 'https://pics.example/ada.jpg',
  };
  const reply = await streamer.api.post('/api/streams', { ...said, categories: ['ART', 'Music'] });
  expectStatus(reply, 201);
  for (const [field, value] of Object.entries(said)) assert.equal(reply.body[field], value, field);
  assert.equal(reply.body.status, 'scheduled');
  const slugs = reply.body.categories.map(({ slug }: { slug: string }) => slug);
  assert.deepEqual(slugs, ['art', 'music']);
  const found = await stranger.get(reply.headers.get('location') ?? '');
  assert.deepEqual(found.body, reply.body);

  const listed = await stranger.all('/api/streams');
  assert.equal(
    listed.some(({ id }) => id === reply.body.id),
    false,
  );
});

test('a stream is planned on any channel of the caller, by two addresses', async () => {
  const [streamer, other] = [await suite.newStreamer(), await suite.newUser()];
  const title = streamer.handle;
  const { body: channel } = await streamer.api.post('/api/channels', { title });
  for (const path of [`/api/channels/${channel.handle}/streams`, `/api/streams/${channel.id}`]) {
    const reply = await streamer.api.post(path, { title });
    expectStatus(reply, 201);
    assert.equal(reply.body.channelId, channel.id);
    expectProblem(await stranger.post(path, { title }), 401, 'unauthenticated');
    expectProblem(await other.api.post(path, { title }), 403, 'forbidden');
    const none = path.replace(channel.id, nobodys).replace(channel.handle, 'no-such-channel');
    expectProblem(await streamer.api.post(none, { title }), 404, 'channel_not_found');
  }
});

test('every failing field is named, and nobody sets what is not theirs to set', async () => {
  const { api } = await suite.newStreamer();
  const wrong = {
    title: '\n',
    scheduledAt: inHours(-1),
    coverImageUrl: 'javascript:alert(1)',
  };
  const reply = await api.post('/api/streams', wrong);
  expectProblem(reply, 422, 'validation_failed');
  assert.deepEqual(failingFields(reply), Object.keys(wrong).toSorted());
  const unknown = await api.post('/api/streams', { title: 'x', categories: ['art', 'nonsense'] });
  expectProblem(unknown, 422, 'validation_failed');
  assert.deepEqual(failingFields(unknown), ['categories[1]']);

  const forged = { status: 'live', userId: nobodys, viewCount: 9, isArchived: true, id: nobodys };
  for (const [method, path] of [
    ['POST', '/api/streams'],
    ['PUT', `/api/streams/${nobodys}`],
    ['PATCH', `/api/streams/${nobodys}`],
  ] as const) {
    const refused = await api.call(method, path, { title: 'x', ...forged });
    expectProblem(refused, 422, 'validation_failed');
    assert.deepEqual(failingFields(refused), Object.keys(forged).toSorted());
  }
});

test('a hundred streams of a channel may wait and no more', async () => {
  const streamer = await suite.newStreamer();
  const { body: channel } = await stranger.get(`/api/channels/${streamer.handle}`);
  for (let i = 0; i < 100; ++i) await plan(streamer);
  const title = 'One too many';
  for (const path of [
    '/api/streams',
    '/api/rooms',
    `/api/channels/${channel.id}/streams`,
    `/api/streams/${channel.id}`,
  ]) {
    expectProblem(await streamer.api.post(path, { title }), 409, 'too_many_streams');
  }
  assert.equal((await stranger.all(`/api/channels/${channel.id}/streams`, 30)).length, 100);
});

test('a publish joins the chosen stream, else the nearest, else the newest', async (t) => {
  const own = new Scope(t);
  const streamer = await suite.newStreamer();
  const far = await plan(streamer, { scheduledAt: inHours(13) });
  const later = await plan(streamer, { scheduledAt: inHours(11) });
  const nearest = await plan(streamer, { scheduledAt: inHours(2) });
  const older = await plan(streamer);
  const newer = await plan(streamer);
  const chosen = await plan(streamer);
  for (const { id } of [older, chosen, chosen]) {
    const reply = await streamer.api.post(`/api/streams/${id}/start`);
    expectStatus(reply, 200);
    assert.equal(reply.body.status, 'scheduled');
  }

  const order: string[] = [];
  for (let i = 0; i < 6; ++i) order.push(await joined(own, streamer));
  const planned = [chosen, nearest, later, newer, older].map(({ id }) => id);
  assert.deepEqual(order.slice(0, 5), planned);
  assert.equal(order[5] === far.id || planned.includes(order[5] ?? ''), false);
  const made = await stranger.get(`/api/streams/${order[5]}`);
  assert.equal(made.body.title, streamer.username);
});

test('what a stream is can be changed on air, but not when it was to begin', async (t) => {
  const streamer = await suite.newStreamer();
  const planned = await plan(streamer, { scheduledAt: inHours(1), categories: ['art'] });
  const path = `/api/streams/${planned.id}`;
  const moved = await streamer.api.patch(path, { scheduledAt: inHours(3) });
  assert.notEqual(moved.body.scheduledAt, planned.scheduledAt);
  const onAir = await suite.publish(new Scope(t), streamer);
  assert.equal(onAir.stream.id, planned.id);

  const patched = await streamer.api.patch(path, { title: 'Now ink', categories: ['Music'] });
  expectStatus(patched, 200);
  const now = await stranger.get(path);
  assert.equal(now.body.title, 'Now ink');
  assert.equal(now.body.isLive, true);
  assert.equal(now.body.categories[0].slug, 'music');
  const put = await streamer.api.put(path, { title: 'Again', visibility: 'public' });
  expectStatus(put, 200);
  assert.deepEqual([put.body.categories, put.body.coverImageUrl], [[], null]);

  const late = { scheduledAt: inHours(5) };
  expectProblem(await streamer.api.patch(path, late), 409, 'stream_not_scheduled');
  const replaced = await streamer.api.put(path, { title: 'x', ...late });
  expectProblem(replaced, 409, 'stream_not_scheduled');
});

test('a stop ends the stream and its publish, again and again', async (t) => {
  const streamer = await suite.newStreamer();
  const onAir = await suite.publish(new Scope(t), streamer);
  const path = `/api/streams/${onAir.stream.id}`;
  expectStatus(await streamer.api.post(`${path}/start`), 200); // It is on air already.

  for (let i = 0; i < 2; ++i) {
    const reply = await streamer.api.post(`${path}/stop`);
    expectStatus(reply, 200);
    assert.equal(reply.body.status, 'ended');
    assert.equal(reply.body.isLive, false);
    assert.ok(reply.body.endedAt);
  }
  await until('the publish ends', () => onAir.client.ended);
  await until('it is over', async () => !(await stranger.isLive(streamer.handle)));
  expectProblem(await streamer.api.post(`${path}/start`), 409, 'stream_ended');
});

test('a publish after a stop is refused until the owner starts a stream', async (t) => {
  const own = new Scope(t);
  const streamer = await suite.newStreamer();
  const onAir = await suite.publish(own, streamer);
  expectStatus(await streamer.api.post(`/api/streams/${onAir.stream.id}/stop`), 200);
  await until('the publish ends', () => onAir.client.ended);

  const encoder = await RtmpClient.connect(own, server.rtmpPort);
  const status = await encoder.publish(streamer.key);
  assert.equal(status.code, 'NetStream.Publish.BadName');
  assert.match(status.description, /stopped/);

  const planned = await streamer.api.post('/api/streams', { title: 'Another one' });
  expectStatus(await streamer.api.post(`/api/streams/${planned.body.id}/start`), 200);
  const next = await suite.publish(own, streamer);
  assert.equal(next.stream.id, planned.body.id);
});

test('a delete ends what is on air and deletes all else', async (t) => {
  const streamer = await suite.newStreamer();
  const onAir = await suite.publish(new Scope(t), streamer);
  const path = `/api/streams/${onAir.stream.id}`;

  expectStatus(await streamer.api.delete(path), 200);
  await until('the publish ends', () => onAir.client.ended);
  assert.equal((await stranger.get(path)).body.status, 'ended');
  expectStatus(await streamer.api.delete(path), 200);
  expectProblem(await stranger.get(path), 404);
  expectProblem(await streamer.api.delete(path), 404, 'stream_not_found');
});

test('others are told no where they may see, and nothing where they may not', async () => {
  const [streamer, other] = [await suite.newStreamer(), await suite.newUser()];
  const open = await plan(streamer);
  const secret = await plan(streamer, { visibility: 'private' });
  for (const [method, act, body] of [
    ['PUT', '', { title: 'Mine' }],
    ['PATCH', '', { title: 'Mine' }],
    ['POST', '/start', {}],
    ['POST', '/stop', {}],
    ['DELETE', '', undefined],
  ] as const) {
    const at = (id: string) => `/api/streams/${id}${act}`;
    expectProblem(await stranger.call(method, at(open.id), body), 401, 'unauthenticated');
    expectProblem(await other.api.call(method, at(open.id), body), 403, 'forbidden');
    for (const id of [secret.id, nobodys]) {
      expectProblem(await other.api.call(method, at(id), body), 404, 'stream_not_found');
    }
  }
  const { body } = await stranger.get(`/api/streams/${open.id}`);
  assert.deepEqual(body, open);
});

test('a channel and a user have lists of all that may be seen', async () => {
  const [streamer, other] = [await suite.newStreamer(), await suite.newUser()];
  const open = await plan(streamer);
  await plan(streamer, { visibility: 'unlisted' });
  await plan(streamer, { visibility: 'private' });
  for (const path of [
    `/api/channels/${streamer.handle}/streams`,
    `/api/users/${streamer.username}/streams`,
  ]) {
    for (const api of [stranger, other.api]) assert.deepEqual(await api.all(path), [open]);
    assert.equal((await streamer.api.all(path, 1)).length, 3);
  }
  assert.equal((await streamer.api.all('/api/users/me/streams')).length, 3);
  expectProblem(await stranger.get('/api/users/me/streams'), 401, 'unauthenticated');
  expectProblem(await stranger.get(`/api/users/${nobodys}/streams`), 404, 'not_found');
  const none = await stranger.get(`/api/channels/${nobodys}/streams`);
  expectProblem(none, 404, 'channel_not_found');
});

test('the list is cut down to a category', async () => {
  const streamer = await suite.newStreamer();
  const { id } = await plan(streamer, { categories: ['sports'] });
  const ids = async (query: string) => (await stranger.all(query)).map((stream) => stream.id);

  for (const name of ['sports', 'SPORTS']) {
    assert.ok((await ids(`/api/streams?category=${name}`)).includes(id));
  }
  assert.equal((await ids('/api/streams?category=art')).includes(id), false);
  assert.ok((await ids(`/api/streams?q=${streamer.username}`)).includes(id));
  const unknown = await stranger.get('/api/streams?category=nonsense');
  expectProblem(unknown, 422, 'validation_failed');
  assert.deepEqual(failingFields(unknown), ['category']);
});

test('admins see all streams and may stop any', async (t) => {
  const [streamer, admin] = [await suite.newStreamer(), await suite.admin()];
  const secret = await plan(streamer, { visibility: 'private' });
  const client = await RtmpClient.connect(new Scope(t), server.rtmpPort);
  const list = `/api/admin/streams?q=${streamer.username}`;

  expectProblem(await stranger.get(list), 401, 'unauthenticated');
  expectProblem(await streamer.api.get(list), 403, 'forbidden');
  const found = await admin.api.all(`${list}&status=scheduled&visibility=private`);
  assert.deepEqual(
    found.map(({ id }) => id),
    [secret.id],
  );

  await client.publish(streamer.key);
  const stop = (id: string) => `/api/admin/streams/${id}/stop`;
  expectProblem(await streamer.api.post(stop(secret.id)), 403, 'forbidden');
  expectProblem(await admin.api.post(stop(nobodys)), 404, 'stream_not_found');
  const reply = await admin.api.post(stop(secret.id));
  expectStatus(reply, 200);
  assert.equal(reply.body.status, 'ended');
  await until('the publish ends', () => client.ended);
});
