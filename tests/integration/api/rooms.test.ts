import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { until } from '../../testing/wait.ts';

const { stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

test('a room is a stream by another name', async () => {
  const { api, id, username } = await suite.newUser();
  const said = { title: 'Ada paints', description: 'Oil', category: 'art' };
  const reply = await api.post('/api/rooms', said);
  expectStatus(reply, 201);
  const room = reply.body;
  assert.deepEqual(room, {
    ...said,
    id: room.id,
    roomId: room.id,
    category: 'Art',
    streamerId: id,
    streamerUsername: username,
    isLive: false,
    viewerCount: 0,
    startedAt: null,
    streamer: { id, username, displayName: username, avatarUrl: null },
  });
  assert.deepEqual((await stranger.get(reply.headers.get('location') ?? '')).body, room);
  assert.equal((await stranger.get(`/api/streams/${room.id}`)).body.title, 'Ada paints');
  expectProblem(await stranger.post('/api/rooms', said), 401, 'unauthenticated');
});

test('rooms are a bare list, live ones first', async (t) => {
  const [planner, streamer] = [await suite.newUser(), await suite.newStreamer()];
  const { body: planned } = await planner.api.post('/api/rooms', { title: 'Later' });
  await planner.api.delete(`/api/rooms/${planned.id}`);
  const onAir = await suite.publish(new Scope(t), streamer);

  const { body: rooms } = await stranger.get('/api/rooms');
  assert.ok(Array.isArray(rooms) && rooms.length <= 100);
  const live = rooms.find(({ id }) => id === onAir.stream.id);
  assert.equal(live.isLive, true);
  assert.equal(live.streamerUsername, streamer.username);
  assert.equal(
    rooms.some(({ id }) => id === planned.id),
    false,
  );
});

test('a room closes with its publish, by its owner alone', async (t) => {
  const [streamer, other] = [await suite.newStreamer(), await suite.newUser()];
  const onAir = await suite.publish(new Scope(t), streamer);
  const path = `/api/rooms/${onAir.stream.id}`;

  expectProblem(await stranger.delete(path), 401, 'unauthenticated');
  expectProblem(await other.api.delete(path), 403, 'forbidden');
  const reply = await streamer.api.delete(path);
  expectStatus(reply, 200);
  assert.equal(typeof reply.body.message, 'string');
  await until('the publish ends', () => onAir.client.ended);
  assert.equal((await stranger.get(path)).body.isLive, false);
  for (const api of [streamer.api, other.api]) {
    expectProblem(await api.delete(`/api/rooms/${nobodys}`), 404, 'stream_not_found');
    expectProblem(await api.get(`/api/rooms/${nobodys}`), 404, 'stream_not_found');
  }
});

test('every failing field of a room is named', async () => {
  const { api } = await suite.newUser();
  const unknown = await api.post('/api/rooms', { title: 'x', category: 'nonsense' });
  expectProblem(unknown, 422, 'validation_failed');
  assert.deepEqual(failingFields(unknown), ['category']);
  const forged = await api.post('/api/rooms', { title: 'x', streamerId: nobodys, isLive: true });
  assert.deepEqual(failingFields(forged), ['isLive', 'streamerId']);
});
