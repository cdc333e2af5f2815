import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newUser } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { databaseKind } from '../testing/database.ts';
import { type ChatClient, newRoom } from '../testing/realtime.ts';
import { heard, ok, Place, say } from '../testing/rooms.ts';
import { WriteLock } from '../testing/rows.ts';
import { Server } from '../testing/server.ts';
import { within } from '../testing/wait.ts';

// What was acknowledged in a room is there after kill -9, once and in order, on the database that
// FRESHET_TEST_DATABASE names.

// Of each of three users: a room lets a thousand wait.
const wanted = 300;

test('a message that was acknowledged is there after kill -9, once and in order', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const users = [await newUser(server), await newUser(server), await newUser(server)];
  const room = new Place(scope, server, await newRoom(users[0]!));
  const writers: ChatClient[] = [];
  for (const user of users) writers.push(await room.enter(user, { reconnection: false }));
  const acknowledged: any[] = [];
  const killed = new Promise<void>((done) => {
    const note = (answer: any) => {
      acknowledged.push(answer.message);
      if (acknowledged.length === wanted) void server.child.kill().then(done);
    };
    writers.forEach((writer, who) => {
      for (let index = 0; index < wanted; ++index)
        writer.socket.emit('chat-message', { message: `${who} ${index}` }, note);
    });
  });
  await within('the kill', 60, killed);
  assert.ok(acknowledged.length < wanted * writers.length, 'nothing was under way');

  const { dataDir, port } = server;
  const next = await Server.start(scope, { dataDir, port });
  const kept = await users[0]!.api.following(`/api/chat/${room.id}?limit=100`);
  const ids = kept.map(({ id }) => id).toReversed();
  assert.deepEqual(ids, [...new Set(ids)].toSorted(), 'in order, each once');
  const texts = new Map(kept.map(({ id, message }) => [id, message]));
  for (const { id, message } of acknowledged) assert.equal(texts.get(id), message);
  for (const { username } of users) {
    const numbers = kept
      .filter((one) => one.username === username)
      .map(({ message }) => Number(message.split(' ').at(-1)))
      .toReversed();
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
      'as they were sent',
    );
    assert.deepEqual(numbers, [...new Set(numbers)]);
  }
  await next.stop();
});

test('a ban that was acknowledged holds after kill -9', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const [owner, other] = [await newUser(server), await newUser(server)];
  const room = new Place(scope, server, await newRoom(owner));
  const client = await room.enter(owner, { reconnection: false });
  await say(client, '/slow 60');
  await ok(client, 'ban-user', { userId: other.id });
  await server.child.kill();

  const { dataDir, port } = server;
  const next = await Server.start(scope, { dataDir, port });
  const banned = await new Place(scope, next, room.id).enter(other);
  const { settings, you } = await heard(banned, 'chat-state');
  assert.equal(settings.slowMode, 60);
  assert.equal(you.why, 'banned');
  await next.stop();
});

// A lock that everybody waits for is SQLite's own.
const isSqlite = databaseKind === 'sqlite';

test('what a room has taken is stored before the program ends', { skip: !isSqlite }, async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const owner = await newUser(server);
  const room = new Place(scope, server, await newRoom(owner));
  const client = await room.enter(owner, { reconnection: false });
  await say(client, 'the first');
  const lock = new WriteLock(scope, server);
  // More than go into one transaction.
  for (let index = 1; index < wanted; ++index)
    client.socket.emit('chat-message', { message: `number ${index}` });
  await ok(client, 'leave-room');

  const goodbye = client.next('disconnect');
  const ended = server.stop();
  await goodbye; // Whatever is stored is stored after it.
  lock.release();
  await ended;
  const { dataDir, port } = server;
  const next = await Server.start(scope, { dataDir, port });
  const kept = await owner.api.following(`/api/chat/${room.id}?limit=100`);
  assert.equal(kept.length, wanted);
  await next.stop();
});
