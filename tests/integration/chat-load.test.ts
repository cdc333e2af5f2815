import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newUser, type User } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { crowd } from '../testing/crowd.ts';
import { databaseKind } from '../testing/database.ts';
import { newRoom } from '../testing/realtime.ts';
import { ok, Place } from '../testing/rooms.ts';
import { isLong, isSanitized, Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// One room in the long run: all that is said is heard, and the program that has told so much holds
// no more than it did when its logs were full.

const count = isLong ? 500_000 : 3000;
const writers = 5;
const atOnce = 150; // Of each: a room lets a thousand wait.
const growthMax = (isSanitized() ? 150 : isLong ? 8 : 24) * 1024 * 1024;

/** How many messages were shown, as /metrics counts them. */
async function shown(server: Server): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^freshet_chat_messages_total\{outcome="shown"\} (\d+)$/m.exec(metrics)?.[1]);
}

const name = `${count} messages in a room on ${databaseKind}: heard, in order, and forgotten`;
test(name, async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const users: User[] = [];
  await crowd(writers, 1, async () => users.push(await newUser(server)));
  const room = new Place(scope, server, await newRoom(users[0]!));

  const listener = await room.enter();
  listener.socket.offAny(); // Half a million would be much to remember.
  const next = users.map(() => 0);
  let heard = 0;
  const resident: number[] = []; // After each tenth.
  listener.socket.on('new-message', ({ message }: { message: string }) => {
    const [who, number] = message.split(' ').map(Number) as [number, number];
    assert.equal(number, next[who], `of writer ${who}`);
    next[who] = number + 1;
    if (++heard % (count / 10) === 0) resident.push(server.residentBytes);
  });

  const start = performance.now();
  await crowd(writers, writers, async (who) => {
    const writer = await room.enter(users[who]);
    writer.socket.offAny();
    await crowd(count / writers, atOnce, (index) =>
      ok(writer, 'chat-message', { message: `${who} ${index}` }),
    );
  });
  await until('all is heard', () => heard === count, 60);
  const seconds = (performance.now() - start) / 1000;

  const sizes = resident.map((bytes) => (bytes / 1024 / 1024).toFixed(1)).join(', ');
  t.diagnostic(`${(count / seconds).toFixed(0)} messages/s, each acknowledged`);
  t.diagnostic(`MiB resident after each tenth: ${sizes}`);
  const growth = (resident.at(-1) as number) - (resident[0] as number);
  assert.ok(growth < growthMax, `it has grown: ${sizes}`);
  assert.equal(await shown(server), count);
  const newest = await users[0]!.api.following(`/api/chat/${room.id}?limit=100`, 100);
  assert.equal(newest[0].message.split(' ')[1], String(count / writers - 1));
  await server.stop();
});
