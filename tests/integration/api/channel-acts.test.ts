import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { RtmpClient } from '../../testing/rtmp-client.ts';
import { until } from '../../testing/wait.ts';

const { server, stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

test('a user makes another channel, whose handle is made from its title', async () => {
  const { api, id, handle } = await suite.newUser();
  const reply = await api.post('/api/channels', { title: `${handle}: M\u00fasica!` });
  expectStatus(reply, 201);
  assert.equal(reply.body.handle, `${handle}-musica`);
  assert.equal(reply.body.userId, id);
  const found = await stranger.get(reply.headers.get('location') ?? '');
  assert.deepEqual(found.body, reply.body);

  const again = await api.post('/api/channels', { title: `${handle}: m\u00fasica` });
  assert.equal(again.body.handle, `${handle}-musica-2`);
  const keys = await Promise.all(
    [reply, again].map(({ body }) => api.get(`/api/channels/${body.id}/stream-key`)),
  );
  assert.notEqual(keys[0]?.body.streamKey, keys[1]?.body.streamKey);
  assert.equal((await stranger.all(`/api/users/${id}/channels`)).length, 3);
});

test('a handle is one that nobody has, and a name that nobody goes by', async () => {
  const [{ api, handle }, other] = [await suite.newUser(), await suite.newUser()];
  const title = 'Another';
  for (const taken of [other.handle, other.username, handle]) {
    expectProblem(await api.post('/api/channels', { title, handle: taken }), 409, 'handle_taken');
  }
  const channel = await api.post('/api/channels', { title, handle: `${handle}-2` });
  expectStatus(channel, 201);
  const path = `/api/channels/${channel.body.id}`;
  const wanted = { handle: other.handle };
  expectProblem(await api.patch(path, wanted), 409, 'handle_taken');
  expectProblem(await api.put(path, { title, ...wanted }), 409, 'handle_taken');

  for (const bad of ['ab', 'x'.repeat(51), 'a b c', 'streams', nobodys]) {
    const reply = await api.post('/api/channels', { title, handle: bad });
    expectProblem(reply, 422, 'validation_failed');
    assert.deepEqual(failingFields(reply), ['handle']);
  }
});

test('every failing field of a channel is named, also what nobody may set', async () => {
  const { api } = await suite.newUser();
  const wrong = { title: ' ', handle: 'a b' };
  assert.deepEqual(failingFields(await api.post('/api/channels', wrong)), ['handle', 'title']);

  const forged = { userId: nobodys, thumbnailUrl: '/x', isLive: true, id: nobodys, keyHash: 'x' };
  const reply = await api.post('/api/channels', { title: 'Mine', ...forged });
  expectProblem(reply, 422, 'validation_failed');
  assert.deepEqual(failingFields(reply), Object.keys(forged).toSorted());
});

test('a user has ten channels and no more', async () => {
  const { api, id, handle } = await suite.newUser();
  for (let i = 1; i < 10; ++i) {
    expectStatus(await api.post('/api/channels', { title: handle }), 201);
  }
  const reply = await api.post('/api/channels', { title: handle });
  expectProblem(reply, 409, 'too_many_channels');
  assert.equal((await stranger.all(`/api/users/${id}/channels`, 3)).length, 10);
});

test('a channel is changed by its owner and by admins alone', async () => {
  const [{ api, handle }, other, admin] = [
    await suite.newUser(),
    await suite.newUser(),
    await suite.admin(),
  ];
  const path = `/api/channels/${handle}`;
  const patched = await api.patch(path, { description: 'Oil, mostly.' });
  expectStatus(patched, 200);
  assert.equal(patched.body.description, 'Oil, mostly.');
  assert.equal(patched.body.handle, handle);
  const put = await api.put(path, { title: 'Paint' });
  expectStatus(put, 200);
  assert.deepEqual([put.body.title, put.body.description], ['Paint', '']);
  expectStatus(await admin.api.patch(path, { title: 'By an admin' }), 200);
  assert.equal((await stranger.get(path)).body.title, 'By an admin');

  for (const [method, body] of [
    ['PATCH', {}],
    ['PUT', { title: 'Mine' }],
    ['DELETE', undefined],
  ] as const) {
    expectProblem(await stranger.call(method, path, body), 401, 'unauthenticated');
    expectProblem(await other.api.call(method, path, body), 403, 'forbidden');
    const none = await api.call(method, `/api/channels/${nobodys}`, body);
    expectProblem(none, 404, 'channel_not_found');
  }
  const renamed = await api.patch(path, { handle: `${handle}-New` });
  assert.equal(renamed.body.handle, `${handle}-new`);
  expectProblem(await stranger.get(path), 404, 'channel_not_found');
});

test('a channel on air keeps its handle', async (t) => {
  const streamer = await suite.newStreamer();
  await suite.publish(new Scope(t), streamer);
  const path = `/api/channels/${streamer.handle}`;
  const handle = `${streamer.handle}-2`;
  expectProblem(await streamer.api.patch(path, { handle }), 409, 'channel_on_air');
  expectProblem(await streamer.api.put(path, { title: 'x', handle }), 409, 'channel_on_air');
  expectStatus(await streamer.api.patch(path, { title: 'Now' }), 200);
});

test('a deleted channel is gone with its publish; the first one stays', async (t) => {
  const own = new Scope(t);
  const { api, id, handle } = await suite.newUser();
  const { body: channel } = await api.post('/api/channels', { title: handle });
  const { body } = await api.get(`/api/channels/${channel.id}/stream-key`);
  const publisher = await RtmpClient.connect(own, server.rtmpPort);
  await publisher.publish(body.streamKey);
  const { body: stream } = await api.get(`/api/streams/${channel.handle}`);

  const reply = await api.delete(`/api/channels/${channel.id}`);
  expectStatus(reply, 200);
  assert.equal(typeof reply.body.message, 'string');
  await until('the publish ends', () => publisher.ended);
  for (const gone of [channel.id, channel.handle]) {
    expectProblem(await api.get(`/api/channels/${gone}`), 404, 'channel_not_found');
  }
  expectProblem(await api.get(`/api/streams/${stream.id}`), 404);
  assert.equal((await stranger.all(`/api/users/${id}/channels`)).length, 1);
  const again = await RtmpClient.connect(own, server.rtmpPort);
  assert.equal((await again.publish(body.streamKey)).code, 'NetStream.Publish.BadName');

  expectProblem(await api.delete(`/api/channels/${channel.id}`), 404, 'channel_not_found');
  expectProblem(await api.delete(`/api/channels/${handle}`), 409, 'default_channel');
});

test('channels are listed, sought and sorted', async (t) => {
  const [silent, streamer] = [await suite.newUser(), await suite.newStreamer()];
  const handles = async (query: string) =>
    (await stranger.all(`/api/channels${query}`, 7)).map(({ handle }) => handle);

  const all = await handles('');
  assert.ok(all.indexOf(streamer.handle) < all.indexOf(silent.handle));
  assert.ok((await handles('?sort=followers')).includes(silent.handle));
  assert.ok((await handles(`?q=${silent.username}`)).includes(silent.handle));
  assert.equal((await handles('?live=true')).includes(streamer.handle), false);
  await suite.publish(new Scope(t), streamer);
  assert.ok((await handles('?live=true')).includes(streamer.handle));
  assert.equal((await handles('?live=true')).includes(silent.handle), false);
});
