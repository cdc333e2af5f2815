import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Api, expectStatus, newStreamer, newUser, type User } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { OnAir } from '../testing/on-air.ts';
import { ChatClient } from '../testing/realtime.ts';
import { heard, ok, refused } from '../testing/rooms.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// What users who are connected are told of what happens to them and to those whom they follow.

const scope = new Scope({ after });
const server = await Server.start(scope, {
  env: { PAYMENTS_PROVIDER: 'development', LIVE_GRACE: '0s' },
});

test('followers who are connected hear that a stream begins and ends', async (t) => {
  const own = new Scope(t);
  const [streamer, fan, other] = [
    await newStreamer(server),
    await newUser(server),
    await newUser(server),
  ];
  await fan.api.post(`/api/users/${streamer.id}/follow`);
  const [follower, stranger] = [
    await ChatClient.as(own, server, fan),
    await ChatClient.as(own, server, other),
  ];
  for (const client of [follower, stranger])
    assert.equal((await ok(client, 'subscribe_notifications')).unread, 0);

  const onAir = await OnAir.start(own, server, streamer);
  const started = await heard(follower, 'stream_started');
  assert.deepEqual(started, {
    streamId: onAir.stream.id,
    streamer: streamer.username,
    title: onAir.stream.title,
  });
  const notification = await heard(follower, 'notification');
  const { body } = await fan.api.get('/api/notifications');
  assert.deepEqual(notification, { ...body.data[0], unread: 1 });

  await streamer.api.delete(`/api/rooms/${onAir.stream.id}`);
  const ended = await heard(follower, 'stream_ended');
  assert.equal(ended.streamId, onAir.stream.id);
  assert.equal(typeof ended.reason, 'string');
  assert.deepEqual(
    stranger.heard.filter(({ name }) => name !== 'connect'),
    [],
  );
});

test('the number of unread notifications is that of the list', async (t) => {
  const own = new Scope(t);
  const [ada, fans] = [
    await newUser(server),
    [await newUser(server), await newUser(server), await newUser(server)],
  ];
  const client = await ChatClient.as(own, server, ada);
  await ok(client, 'subscribe_notifications');
  for (const [index, fan] of fans.slice(0, 2).entries()) {
    await fan.api.post(`/api/users/${ada.id}/follow`);
    await heard(client, 'notification', ({ unread }) => unread === index + 1);
  }
  assert.equal((await ok(client, 'subscribe_notifications')).unread, 2);
  expectStatus(await ada.api.patch('/api/notifications', { all: true, read: true }), 200);
  await fans[2]!.api.post(`/api/users/${ada.id}/follow`);
  const last = await heard(client, 'notification', ({ data }) => data.userId === fans[2]!.id);
  assert.equal(last.unread, 1);
});

test('the number is right for who has lost the connection, too', async (t) => {
  const own = new Scope(t);
  const [ada, early, late] = [await newUser(server), await newUser(server), await newUser(server)];
  await early.api.post(`/api/users/${ada.id}/follow`);
  await until('there is one', async () => {
    const { body } = await ada.api.get('/api/notifications/unread-count');
    return body.unreadCount === 1;
  });
  const client = await ChatClient.as(own, server, ada);
  assert.equal((await ok(client, 'subscribe_notifications')).unread, 1);
  const back = client.next('connect');
  client.socket.io.engine.close();
  await back;
  assert.equal(client.socket.recovered, true);

  await late.api.post(`/api/users/${ada.id}/follow`);

  const { data, unread } = await heard(client, 'notification');
  assert.equal(data.userId, late.id);
  assert.equal(unread, 2);
});

test('a streamer hears of a new subscriber', async (t) => {
  const own = new Scope(t);
  const [streamer, viewer] = [await newUser(server), await newUser(server)];
  const client = await ChatClient.as(own, server, streamer);
  await ok(client, 'subscribe_notifications');
  const wish = { streamerId: streamer.id, tier: 'pro', paymentMethod: 'card' };
  const { body } = await viewer.api.post('/api/subscriptions', wish);
  const session = new URL(body.checkoutUrl, server.url).searchParams.get('session');
  await viewer.api.post(`/api/subscriptions/development/${session}`, { action: 'pay' });
  assert.deepEqual(await heard(client, 'new_subscriber'), {
    streamerId: streamer.id,
    user: viewer.username,
    tier: 'pro',
  });
});

test('who is not signed in, or no longer, hears nothing', async (t) => {
  const own = new Scope(t);
  const ada = await newUser(server);
  const client = await ChatClient.connect(own, server);
  await refused(client, 'unauthenticated', 'subscribe_notifications');
  await ok(client, 'auth', { token: ada.api.token });
  await ok(client, 'subscribe_notifications');
  await (await newUser(server)).api.post(`/api/users/${ada.id}/follow`);
  await heard(client, 'notification');
  await ok(client, 'auth', {});
  const other = await ChatClient.as(own, server, ada);
  await ok(other, 'subscribe_notifications');
  await (await newUser(server)).api.post(`/api/users/${ada.id}/follow`);
  await heard(other, 'notification');
  assert.equal(client.all('notification').length, 1);
});

test('who has signed out elsewhere and asks for nothing hears nothing more', async (t) => {
  const own = new Scope(t);
  const [ada, fan] = [await newUser(server), await newUser(server)];
  const { email, password } = ada;
  const { body } = await new Api(server).post('/api/auth/login', { email, password });
  const phone: User = { ...ada, api: new Api(server, body.token) };
  const [silent, other] = [
    await ChatClient.as(own, server, phone),
    await ChatClient.as(own, server, ada),
  ];
  for (const client of [silent, other]) await ok(client, 'subscribe_notifications');

  expectStatus(await phone.api.post('/api/auth/logout'), 200);
  assert.equal((await heard(silent, 'unauthorized', undefined, 30)).status, 401);
  await fan.api.post(`/api/users/${ada.id}/follow`);
  await heard(other, 'notification');
  await ok(silent, 'auth', {}); // What was on the way has come.
  assert.deepEqual(silent.all('notification'), []);
  assert.deepEqual(other.all('unauthorized'), []);

  await ok(silent, 'auth', { token: ada.api.token });
  assert.equal((await ok(silent, 'subscribe_notifications')).unread, 1);
  await (await newUser(server)).api.post(`/api/users/${ada.id}/follow`);
  await heard(silent, 'notification');
});
