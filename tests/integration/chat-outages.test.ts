import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newUser } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { newRoom } from '../testing/realtime.ts';
import { heard, ok, Place } from '../testing/rooms.ts';
import { changeRows } from '../testing/rows.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// What a room could not read of its rows when it changed.

test('the end of a poll is told when it can be read again', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const owner = await newUser(server);
  const client = await new Place(scope, server, await newRoom(owner)).enter(owner);
  const wish = { question: 'Tea?', options: ['Yes', 'No'], seconds: 10 };
  const { poll } = await ok(client, 'start-poll', wish);
  await heard(client, 'poll', (news) => news.poll.id === poll.id);

  await changeRows(server, 'ALTER TABLE polls RENAME TO polls_away');
  await until('the end could not be read', () => /(warning|error) .*polls/.test(server.log));
  assert.ok(client.all('poll').every((news) => !news.poll.ended));
  await changeRows(server, 'ALTER TABLE polls_away RENAME TO polls');
  await heard(client, 'poll', (news) => news.poll.ended);
});
