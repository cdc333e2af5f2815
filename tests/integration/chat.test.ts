import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { expectStatus, newStreamer, newUser } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { OnAir } from '../testing/on-air.ts';
import { ChatClient, newRoom } from '../testing/realtime.ts';
import { heard, ok, Place, refused, say } from '../testing/rooms.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// Rooms, as the unmodified client of Socket.IO sees them: docs/realtime.md, event by event.

const scope = new Scope({ after });
const server = await Server.start(scope);
const [ada, ben, eve] = [
  await newUser(server, 'Ada'),
  await newUser(server, 'Ben'),
  await newUser(server, 'Eve'),
];

/** A room of Ada's. */
async function place(t: ConstructorParameters<typeof Scope>[0]): Promise<Place> {
  return new Place(new Scope(t), server, await newRoom(ada));
}

test('who joins hears what was said, and how things stand', async (t) => {
  const room = await place(t);
  const owner = await room.enter(ada);
  const { message } = await say(owner, 'welcome');
  assert.deepEqual(message, {
    id: message.id,
    roomId: room.id,
    userId: ada.id,
    username: ada.username,
    displayName: ada.username,
    avatarUrl: null,
    message: 'welcome',
    timestamp: message.timestamp,
    kind: 'message',
    badges: ['owner'],
    mentions: [],
    emotes: [],
    reactions: [],
    deleted: false,
  });

  const reader = await room.enter();
  assert.deepEqual(reader.all('chat-history'), [{ roomId: room.id, messages: [message] }]);
  const state = reader.all('chat-state')[0];
  assert.deepEqual(state, {
    roomId: room.id,
    settings: {
      slowMode: 0,
      followersOnly: null,
      subscribersOnly: false,
      emoteOnly: false,
      uniqueMessages: false,
      linksAllowed: true,
      linksHeld: true,
    },
    pinned: null,
    poll: null,
    emotes: [],
    you: { role: 'anonymous', mayWrite: false, why: 'unauthenticated' },
  });
  assert.deepEqual(owner.all('chat-state')[0].you, { role: 'owner', mayWrite: true });
});

test('a history is the newest fifty, the oldest first', async (t) => {
  const room = await place(t);
  const writer = await room.enter(ben);
  for (let index = 0; index < 60; ++index) await say(writer, `number ${index}`);

  const reader = await room.enter();
  const [{ messages }] = reader.all('chat-history');
  assert.deepEqual(
    messages.map(({ message }: { message: string }) => message),
    Array.from({ length: 50 }, (_, index) => `number ${index + 10}`),
  );
  const ids = messages.map(({ id }: { id: string }) => id);
  assert.deepEqual(ids, ids.toSorted());
});

test('while many write, who joins misses nothing and hears nothing twice', async (t) => {
  const room = await place(t);
  const writers = [await room.enter(ada), await room.enter(ben), await room.enter(eve)];
  const count = 40;
  const writing = writers.map(async (writer, who) => {
    for (let index = 0; index < count; ++index) await say(writer, `${who}.${index}`);
  });
  const readers = [];
  for (let index = 0; index < 10; ++index) readers.push(await room.enter());
  await Promise.all(writing);
  await say(writers[0]!, 'the end');

  for (const reader of readers) {
    await heard(reader, 'new-message', ({ message }) => message === 'the end');
    const [{ messages }] = reader.all('chat-history');
    const ids = [...messages, ...reader.all('new-message')].map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].toSorted(), 'in order, each once');
    const all = (await room.enter()).all('chat-history')[0].messages;
    const tail = all.map(({ id }: { id: string }) => id).filter((id: string) => id >= ids[0]);
    assert.deepEqual(ids.slice(-tail.length), tail, 'what is heard is the history');
  }
});

test('rooms that are not there are refused in the language that is asked for', async (t) => {
  const own = new Scope(t);
  const client = await ChatClient.as(own, server, ben, {
    extraHeaders: { 'Accept-Language': 'es' },
  });
  const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';
  const answer = await refused(client, 'stream_not_found', 'join-room', { roomId: nobodys });
  assert.equal(answer.status, 404);
  const malformed = await refused(client, 'validation_failed', 'join-room', { roomId: 'x' });
  assert.equal(malformed.errors[0].field, 'roomId');
  await refused(client, 'validation_failed', 'join-room');
  await refused(client, 'not_an_object', 'join-room', 'text');
  const unknown = await refused(client, 'unknown_event', 'dance');
  assert.equal(unknown.title, 'Evento desconocido');
  await refused(client, 'not_in_room', 'chat-message', { message: 'hello?' });
});

test('a private room is for its owner', async (t) => {
  const room = await place(t);
  await ada.api.patch(`/api/streams/${room.id}`, { visibility: 'private' });
  const client = await ChatClient.as(room.scope, server, ben);
  await refused(client, 'stream_not_found', 'join-room', { roomId: room.id });
  await room.enter(ada);
});

test('only its owner creates a room', async (t) => {
  const room = await place(t);
  const [owner, other] = [
    await ChatClient.as(room.scope, server, ada),
    await ChatClient.as(room.scope, server, ben),
  ];
  const stranger = await ChatClient.connect(room.scope, server);
  await refused(other, 'forbidden', 'create-room', { roomId: room.id });
  await refused(stranger, 'unauthenticated', 'create-room', { roomId: room.id });
  assert.equal((await ok(owner, 'create-room', { roomId: room.id })).viewerCount, 1);
});

test('three tabs are one viewer, by account or by what the browser keeps', async (t) => {
  const room = await place(t);
  const watcher = await room.enter();
  const auth = { clientId: 'a-browser-of-ours' };
  for (const open of [() => room.enter(ben), () => room.enter(undefined, { auth })]) {
    const before = watcher.heard.length;
    const tabs = [await open(), await open(), await open()];
    await until('one has come', () => watcher.heard.length > before);
    for (const tab of tabs) tab.socket.disconnect();
    await heard(watcher, 'viewer-left', ({ viewerCount }) => viewerCount === 1);
    const told = watcher.heard.slice(before);
    assert.deepEqual(
      told.map(({ name, data }) => [name, data.viewerCount]),
      [
        ['viewer-joined', 2],
        ['viewer-left', 1],
      ],
    );
    watcher.heard.length = before;
  }
  const { body } = await ada.api.get(`/api/rooms/${room.id}`);
  assert.equal(body.viewerCount, 1);
});

test('join-room leaves the former room, join_stream does not, up to eight', async (t) => {
  const [first, second] = [await place(t), await place(t)];
  const watcher = await first.enter();
  const client = await first.enter(ben);
  await ok(client, 'join-room', { roomId: second.id });
  assert.equal((await heard(watcher, 'viewer-left')).userId, ben.id);
  await refused(client, 'not_in_room', 'chat-message', { roomId: first.id, message: 'x' });

  const app = await ChatClient.as(first.scope, server, eve);
  const ids = [];
  for (let index = 0; index < 8; ++index) ids.push(await newRoom(ada));
  for (const streamId of ids) await ok(app, 'join_stream', { streamId });
  await refused(app, 'too_many_rooms', 'join_stream', { streamId: first.id });
  await refused(app, 'room_not_named', 'send_message', { message: 'where?' });
  await ok(app, 'send_message', { streamId: ids[3], message: 'here' });
  await ok(app, 'leave_stream', { streamId: ids[0] });
  await ok(app, 'join_stream', { streamId: first.id });
  await ok(app, 'leave_stream');
  await refused(app, 'not_in_room', 'send_message', { message: 'anybody?' });
});

test('answers, mentions and actions say what they are', async (t) => {
  const room = await place(t);
  const [one, other] = [await room.enter(ben), await room.enter(eve)];
  const { message: asked } = await say(one, 'who is there?');
  const text = `@${ben.username} me, at eve@example.org @${ben.username}`;
  const { message } = await say(other, text, { replyTo: asked.id });
  assert.deepEqual(message.replyTo, {
    id: asked.id,
    userId: ben.id,
    username: ben.username,
    message: 'who is there?',
  });
  assert.deepEqual(message.mentions, [ben.username]);
  assert.equal((await say(other, '/me waves')).message.kind, 'action');
  assert.equal((await say(other, '//me waves')).message.message, '/me waves');
  await refused(other, 'message_not_found', 'chat-message', {
    message: 'to what?',
    replyTo: room.id,
  });
});

test('text is text, and must be one', async (t) => {
  const room = await place(t);
  const client = await room.enter(ben);
  const odd = '<script>alert(1)</script> "\\ \u{1F600}';
  assert.equal((await say(client, odd)).message.message, odd);
  await refused(client, 'validation_failed', 'chat-message', { message: 5 });
  for (const message of ['', '   ', '\u200b'])
    assert.equal((await client.ask('chat-message', { message })).status, 422);
  assert.equal((await client.ask('chat-message', { message: 'x'.repeat(501) })).status, 422);
  await say(client, '\u{1F600}'.repeat(500));
});

test('a room of more than a hundred hears numbers, at most once a second', async (t) => {
  const room = await place(t);
  const [kebab, snake] = [await room.enter(), await room.enterAsApp()];
  const joining = Array.from({ length: 118 }, (_, index) =>
    room.enter(undefined, { auth: { clientId: `browser-${index}` } }),
  );
  await Promise.all(joining);
  await heard(kebab, 'viewer-count', ({ viewerCount }) => viewerCount === 120);
  await heard(snake, 'viewer_count', ({ viewerCount }) => viewerCount === 120);

  const named = kebab.all('viewer-joined').map(({ viewerCount }) => viewerCount);
  assert.ok(Math.max(...named) <= 100, `${Math.max(...named)}`);
  const counts = kebab.all('viewer-count');
  assert.ok(counts.length < 15, `${counts.length} numbers`);
  assert.equal(counts[0].roomId, room.id);
});

test('who lost the connection for a moment has not left', async (t) => {
  const room = await place(t);
  const watcher = await room.enter();
  const client = await room.enter(ben);
  await heard(watcher, 'viewer-joined', ({ userId }) => userId === ben.id);
  const [lost, back] = [client.next('disconnect'), client.next('connect')];
  client.socket.io.engine.close();
  await lost;
  await back;
  assert.equal(client.socket.recovered, true);
  await say(client, 'here I am');
  await heard(watcher, 'new-message');
  assert.equal(watcher.all('viewer-left').length, 0);
  assert.equal(watcher.all('viewer-joined').filter(({ userId }) => userId === ben.id).length, 1);
  assert.equal(client.all('chat-history').length, 1);
  assert.equal(client.all('chat-state').length, 2, 'how things stand may have changed');
});

test('who signs in goes from reader to writer, and back', async (t) => {
  const room = await place(t);
  const watcher = await room.enter();
  const client = await room.enter();
  await refused(client, 'unauthenticated', 'chat-message', { message: 'may I?' });
  const { user } = await ok(client, 'auth', { token: ben.api.token });
  assert.deepEqual(user, {
    id: ben.id,
    username: ben.username,
    displayName: ben.username,
    avatarUrl: null,
  });
  await say(client, 'I may');
  assert.equal(client.all('chat-state').at(-1).you.mayWrite, true);
  await heard(watcher, 'viewer-joined', ({ userId }) => userId === ben.id);
  await refused(client, 'token_invalid', 'auth', { token: 'nonsense' });
  await say(client, 'still I');

  assert.equal((await ok(client, 'auth', {})).user, null);
  await refused(client, 'unauthenticated', 'chat-message', { message: 'and now?' });
  const short = await refused(client, 'validation_failed', 'auth', { clientId: 'short' });
  assert.equal(short.errors[0].field, 'clientId');
});

test('a session that has ended is seen at the next request', async (t) => {
  const room = await place(t);
  const user = await newUser(server);
  const client = await room.enter(user);
  await say(client, 'hello');
  await user.api.post('/api/auth/logout');
  const told = client.next('unauthorized');
  await until(
    'it is refused',
    async () => {
      const answer = await client.ask('chat-message', { message: 'still there?' });
      return answer.code === 'session_ended';
    },
    2,
  );
  assert.equal((await told).status, 401);
  await refused(client, 'unauthenticated', 'chat-message', { message: 'and now?' });
  assert.equal(client.all('chat-state').at(-1).you.role, 'anonymous');
  await say(await room.enter(ben), 'a reader hears');
  await heard(client, 'new-message', ({ message }) => message === 'a reader hears');
});

test('a stream for followers has a room for followers', async (t) => {
  const room = await place(t);
  await ada.api.patch(`/api/streams/${room.id}`, { audience: 'followers' });
  const [stranger, viewer] = [await room.connect(), await room.connect(ben)];
  await refused(stranger, 'unauthenticated', 'join-room', { roomId: room.id });
  await refused(viewer, 'followers_only', 'join-room', { roomId: room.id });
  await ben.api.post(`/api/users/${ada.id}/follow`);
  await ok(viewer, 'join-room', { roomId: room.id });

  await ben.api.delete(`/api/users/${ada.id}/follow`);
  const error = await heard(viewer, 'error', () => true, 20);
  assert.equal(error.code, 'followers_only'); // Within the time of a review.
  await refused(viewer, 'not_in_room', 'chat-message', { message: 'let me in' });
});

test('the messages of a user are limited, in whatever room', async (t) => {
  const own = new Scope(t);
  const strict = await Server.start(own, { env: { RATE_LIMIT_CHAT: '3' } });
  const [owner, other] = [await newUser(strict), await newUser(strict)];
  const room = new Place(own, strict, await newRoom(owner));
  const tabs = [await room.enter(owner), await room.enter(owner)];
  for (let index = 0; index < 3; ++index) await say(tabs[index % 2]!, `number ${index}`);
  const answer = await refused(tabs[0]!, 'rate_limited', 'chat-message', { message: 'more' });
  assert.equal(answer.status, 429);
  assert.match(answer.detail, /\d+ s/);
  await say(await room.enter(other), 'I have said nothing yet');
});

test('an end of the stream is told, and the room can still be read', async (t) => {
  const own = new Scope(t);
  const streamer = await newStreamer(server);
  const onAir = await OnAir.start(own, server, streamer);
  const room = new Place(own, server, onAir.stream.id);
  const [kebab, snake] = [await room.enter(), await room.enterAsApp()];
  const { message } = await say(await room.enter(ben), 'until next time');
  await streamer.api.delete(`/api/rooms/${room.id}`);
  const { reason, ...ended } = await heard(kebab, 'stream-ended');
  assert.deepEqual(ended, { roomId: room.id });
  assert.deepEqual(await heard(snake, 'stream_ended'), { streamId: room.id, reason });
  assert.deepEqual((await room.enter()).all('chat-history')[0].messages, [message]);
});

test('a room goes with its stream', async (t) => {
  const room = await place(t);
  const client = await room.enter(ben);
  expectStatus(await ada.api.delete(`/api/streams/${room.id}`), 200);
  const ended = await heard(client, 'stream-ended', () => true, 20);
  assert.deepEqual(ended, { roomId: room.id, reason: 'deleted' });
  await refused(client, 'stream_not_found', 'chat-message', { message: 'anybody?' });
});

test('what rooms do is on /metrics', async (t) => {
  const room = await place(t);
  await say(await room.enter(ben), 'count me');
  const text = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(text, /^freshet_chat_messages_total\{outcome="shown"\} [1-9]/m);
  assert.match(text, /^freshet_chat_rooms [1-9]/m);
  assert.match(text, /^freshet_chat_viewers [1-9]/m);
  assert.match(text, /^freshet_realtime_clients\{transport="websocket"\} [1-9]/m);
  assert.match(text, /^freshet_realtime_ended_total\{reason="left"\} [1-9]/m);
});
