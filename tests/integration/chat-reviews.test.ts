import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { expectStatus, newUser, type User } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { type ChatClient, newRoom } from '../testing/realtime.ts';
import { heard, ok, Place, refused, say } from '../testing/rooms.ts';
import { changeRows, quoted } from '../testing/rows.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// Who is in a room by a right that has ended, which nobody has told the room.

const scope = new Scope({ after });
const server = await Server.start(scope);
const ada = await newUser(server, 'Ada');

// A review comes every ten seconds.
const review = 20;

async function place(t: ConstructorParameters<typeof Scope>[0], owner = ada): Promise<Place> {
  return new Place(new Scope(t), server, await newRoom(owner));
}

/** A room for followers, and a follower in it. */
async function followed(t: ConstructorParameters<typeof Scope>[0]): Promise<[Place, User]> {
  const room = await place(t);
  await ada.api.patch(`/api/streams/${room.id}`, { audience: 'followers' });
  const ben = await newUser(server, 'Ben');
  await ben.api.post(`/api/users/${ada.id}/follow`);
  return [room, ben];
}

async function setRole(user: User, role: string): Promise<void> {
  await changeRows(server, `UPDATE users SET role = '${role}' WHERE id = ${quoted(user.id)}`);
}

/** Says what only those who moderate hear. */
async function sayHeld(client: ChatClient, room: Place): Promise<string> {
  const { id, status } = await client.ask('chat-message', { message: 'see example.com/one' });
  assert.equal(status, 'held', room.id);
  return id;
}

/** A room where links are held, and a writer in it. */
async function strict(t: ConstructorParameters<typeof Scope>[0]): Promise<[Place, ChatClient]> {
  const owner = await newUser(server, 'Eve');
  const room = await place(t, owner);
  const settings = { linksAllowed: false, linksHeld: true };
  const path = `/api/channels/${owner.handle}/chat-settings`;
  expectStatus(await owner.api.patch(path, settings), 200);
  return [room, await room.enter(await newUser(server))];
}

test('a room that is empty is private as soon as its stream is', async (t) => {
  const room = await place(t);
  await say(await room.enter(ada), 'not for everybody');
  const stranger = await room.connect();
  await ok(stranger, 'join-room', { roomId: room.id });
  await ok(stranger, 'leave-room');
  await ada.api.patch(`/api/streams/${room.id}`, { visibility: 'private' });
  await until(
    'the door is shut, before any review',
    async () => {
      const { code } = await stranger.ask('join-room', { roomId: room.id });
      if (code === undefined) await ok(stranger, 'leave-room');
      return code === 'stream_not_found';
    },
    5,
  );
});

test('who has signed out hears nothing more of a room for followers', async (t) => {
  const [room, ben] = await followed(t);
  const client = await room.enter(ben);
  await ben.api.post('/api/auth/logout');
  const error = await heard(client, 'error', () => true, review);
  assert.equal(error.code, 'unauthenticated');
  const owner = await room.enter(ada);
  await say(owner, 'among ourselves');
  await heard(owner, 'new-message');
  await refused(client, 'session_ended', 'chat-message', { message: 'still there?' });
  assert.equal(client.all('new-message').length, 0);
});

test('a member of the staff that is none any more hears nothing that is held', async (t) => {
  const [room, writer] = await strict(t);
  const user = await newUser(server);
  await setRole(user, 'moderator');
  const client = await room.enter(user);
  const first = await sayHeld(writer, room);
  await heard(client, 'message-held', ({ message }) => message.id === first);
  await setRole(user, 'user');
  await heard(client, 'chat-state', ({ you }) => you.role === 'viewer', review);
  await sayHeld(writer, room);
  await say(writer, 'for all');
  await heard(client, 'new-message');
  assert.equal(client.all('message-held').length, 1);
});

test('a moderator who has signed out hears as a reader', async (t) => {
  const owner = await newUser(server);
  const room = await place(t, owner);
  const user = await newUser(server);
  const client = await room.enter(user);
  await say(await room.enter(owner), `/mod ${user.username}`);
  await heard(client, 'chat-state', ({ you }) => you.role === 'moderator');
  await user.api.post('/api/auth/logout');
  await heard(client, 'chat-state', ({ you }) => you.role === 'anonymous', review);
  await say(await room.enter(owner), 'for all');
  await heard(client, 'new-message');
});

test('who was let go and may come back again hears what is said', async (t) => {
  const [room, ben] = await followed(t);
  const client = await room.enter(ben);
  await ben.api.delete(`/api/users/${ada.id}/follow`);
  await heard(client, 'error', ({ code }) => code === 'followers_only', review);
  await say(await room.enter(ada), 'while nobody was there');
  await ben.api.post(`/api/users/${ada.id}/follow`);

  await ok(client, 'auth', { token: ben.api.token });
  await heard(client, 'chat-history', ({ messages }) => messages.length === 1);
  await say(client, 'here I am');
  await heard(client, 'new-message', ({ message }) => message === 'here I am');
  assert.equal(client.all('new-message').length, 1);
});

test('rooms of streams that are not there take no place', async (t) => {
  const own = new Scope(t);
  const quiet = await Server.start(own);
  const nobodys = '0190163d-8694-739b-aea5-966c26f8ad9';
  const client = await new Place(own, quiet, nobodys).connect();
  for (let last = 0; last < 10; ++last)
    await refused(client, 'stream_not_found', 'join-room', { roomId: `${nobodys}${last}` });
  const text = await (await fetch(`${quiet.url}/metrics`)).text();
  assert.match(text, /^freshet_chat_rooms 0$/m);
});
