import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Api, expectStatus, newUser } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { EngineIo } from '../testing/engineio.ts';
import { ChatClient, newRoom } from '../testing/realtime.ts';
import { heard, ok, Place, refused, say } from '../testing/rooms.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// What a client hears and may do when its rights change while it is there, or away for a moment.

const scope = new Scope({ after });
const administrator = { email: 'admin@example.com', password: 'the admin of the tests' };
const server = await Server.start(scope, {
  env: { ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password },
});
const [ada, ben] = [await newUser(server, 'Ada'), await newUser(server, 'Ben')];

async function signInAdmin(): Promise<Api> {
  const api = new Api(server);
  const reply = await api.post('/api/auth/login', administrator);
  expectStatus(reply, 200);
  api.token = reply.body.token;
  return api;
}

test('who comes back to a room that is closed to them by now hears nothing of it', async (t) => {
  const room = new Place(new Scope(t), server, await newRoom(ada));
  await ada.api.patch(`/api/streams/${room.id}`, { audience: 'followers' });
  await ben.api.post(`/api/users/${ada.id}/follow`);
  const owner = await room.enter(ada);
  const client = await room.enter(ben, { reconnectionDelay: 1000, randomizationFactor: 0 });
  await say(owner, 'for both');
  await heard(client, 'new-message');
  const [lost, back] = [client.next('disconnect'), client.next('connect')];
  client.socket.io.engine.close();
  await lost;
  await ben.api.delete(`/api/users/${ada.id}/follow`);
  await say(owner, 'for followers');
  await back;
  assert.equal(client.socket.recovered, true);

  await say(owner, 'still for followers');

  assert.equal((await heard(client, 'error')).code, 'followers_only');
  await refused(client, 'not_in_room', 'chat-message', { message: 'let me in' });
  const texts = client.all('new-message').map(({ message }) => message);
  assert.deepEqual(texts, ['for both']);
});

test('who is staff no longer is that in its rooms too, from a request on', async (t) => {
  const room = new Place(new Scope(t), server, await newRoom(ada));
  const [admin, staff] = [await signInAdmin(), await newUser(server)];
  const path = `/api/admin/users/${staff.id}`;
  expectStatus(await admin.patch(path, { role: 'moderator' }), 200);
  const client = await room.enter(staff);
  assert.equal(client.all('chat-state').at(-1).you.role, 'moderator');
  expectStatus(await admin.patch(path, { role: 'user' }), 200);

  await until('the room knows', async () => {
    await say(client, 'one of you');
    return client.all('chat-state').at(-1).you.role === 'viewer';
  });
});

test('who moderates as many rooms as there may be hears notifications as well', async (t) => {
  const own = new Scope(t);
  const client = await ChatClient.as(own, server, ada);
  for (let index = 0; index < 8; ++index)
    await ok(client, 'join_stream', { streamId: await newRoom(ada) });
  await ok(client, 'subscribe_notifications');

  const fan = await newUser(server);
  await fan.api.post(`/api/users/${ada.id}/follow`);

  await heard(client, 'notification', ({ data }) => data.userId === fan.id);
});

test('to come in with a token is a request of its user', async (t) => {
  const own = new Scope(t);
  const env = { RATE_LIMIT_MAX_REQUESTS: '5', RATE_LIMIT_WINDOW_MS: '3600000' };
  const strict = await Server.start(own, { env });
  const { api } = await newUser(strict);
  const wire = await new EngineIo(strict).session(own);
  const comesIn = async () => {
    wire.send(`40${JSON.stringify({ token: api.token })}`);
    return await wire.hear();
  };
  for (let round = 0; round < 5; ++round) {
    assert.match(await comesIn(), /^40\{/);
    wire.send('41');
  }
  assert.match(await comesIn(), /^44\{.*"code":"rate_limited"/);
  wire.send('40');
  assert.match(await wire.hear(), /^40\{/, 'who shows none reads on');
});

test('a room that has put somebody out counts among theirs no more', async (t) => {
  const own = new Scope(t);
  const rooms = [];
  for (let index = 0; index < 8; ++index) rooms.push(await newRoom(ada));
  const [closed, open] = [rooms[0]!, rooms.slice(1)];
  const client = await ChatClient.as(own, server, ben);
  for (const streamId of [closed, open[0]!]) await ok(client, 'join_stream', { streamId });
  await refused(client, 'room_not_named', 'send_message', { message: 'where am I?' });

  await ada.api.patch(`/api/streams/${closed}`, { visibility: 'private' });
  await heard(client, 'error', undefined, 30);
  await ok(client, 'send_message', { message: 'in the one that is left' });

  for (const streamId of open) await ok(client, 'join_stream', { streamId });
  await ok(client, 'join_stream', { streamId: await newRoom(ada) });
  await refused(client, 'too_many_rooms', 'join_stream', { streamId: await newRoom(ada) });
});
