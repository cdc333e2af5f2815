import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, suite } from '../../testing/api-suite.ts';
import { openRoom, say } from '../../testing/chat-rows.ts';
import { png } from '../../testing/images.ts';
import { changeRows, quoted, uuid7 } from '../../testing/rows.ts';

// What was said stands in the rows already: how it comes there is a matter of sockets.

const { server, stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

async function texts(room: string, api = stranger): Promise<string[]> {
  const messages = await api.following(`/api/chat/${room}`);
  return messages.map(({ message }) => message);
}

async function react(message: string, user: string, emoji: string): Promise<void> {
  const values = [message, emoji, user].map(quoted).join(', ');
  const columns = 'message_id, emoji, user_id, created_at';
  await changeRows(server, `INSERT INTO reactions (${columns}) VALUES (${values}, 1)`);
}

async function openPoll(room: string, by: string, question: string, options: string[]) {
  const id = uuid7();
  const values = [id, room, by, question].map(quoted).join(', ');
  await changeRows(
    server,
    `INSERT INTO polls (id, stream_id, started_by, question, started_at) VALUES (${values}, 1)`,
  );
  for (const [position, text] of options.entries()) {
    const option = `${quoted(id)}, ${position}, ${quoted(text)}`;
    const columns = 'poll_id, position, text';
    await changeRows(server, `INSERT INTO poll_options (${columns}) VALUES (${option})`);
  }
  return id;
}

async function vote(poll: string, user: string, position: number): Promise<void> {
  const columns = 'poll_id, user_id, position, voted_at';
  const values = `${quoted(poll)}, ${quoted(user)}, ${position}, 1`;
  await changeRows(server, `INSERT INTO poll_votes (${columns}) VALUES (${values})`);
}

test('what was said is told the newest first, piece by piece', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  assert.deepEqual(await texts(room), []);
  for (const text of ['one', 'two', 'three', 'four', 'five']) await say(server, room, eve, text);

  const first = await stranger.get(`/api/chat/${room}?limit=2`);
  expectStatus(first, 200);
  assert.deepEqual(
    first.body.data.map(({ message }: any) => message),
    ['five', 'four'],
  );
  const all = await stranger.following(`/api/chat/${room}?limit=2`);
  assert.deepEqual(
    all.map(({ message }) => message),
    ['five', 'four', 'three', 'two', 'one'],
  );
});

test('a message says who, what and when, and what it answers', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  const asked = await say(server, room, eve, 'Which brush? <b>');
  await say(server, room, ada, 'waves', { kind: 'action', replyTo: asked });

  const [answer, question] = await stranger.following(`/api/chat/${room}`);

  assert.equal(question.id, asked);
  assert.equal(question.streamId, room);
  assert.equal(question.userId, eve.id);
  assert.equal(question.username, eve.username);
  assert.equal(question.displayName, eve.username);
  assert.equal(question.avatarUrl, null);
  assert.equal(question.message, 'Which brush? <b>');
  assert.equal(question.kind, 'message');
  assert.deepEqual(question.badges, []);
  assert.equal(question.deleted, false);
  assert.ok(Math.abs(Date.parse(question.timestamp) - Date.now()) < 60_000);
  assert.ok(!('replyTo' in question) && !('heldFor' in question));
  assert.equal(answer.kind, 'action');
  assert.deepEqual(answer.badges, ['owner']);
  const { id: userId, username } = eve;
  assert.deepEqual(answer.replyTo, { id: asked, userId, username, message: 'Which brush? <b>' });
});

test('what is deleted has no text, and what is held is not told', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  await say(server, room, eve, 'held', { state: 'held', heldFor: 'link' });
  await say(server, room, eve, 'rejected', { state: 'rejected', heldFor: 'link' });
  await say(server, room, eve, 'deleted', { state: 'deleted' });
  await say(server, room, eve, 'said');

  const messages = await ada.api.following(`/api/chat/${room}`);

  assert.deepEqual(
    messages.map(({ message, deleted }) => [message, deleted]),
    [
      ['said', false],
      ['', true],
    ],
  );
});

test('messages come with the emotes that their senders may use, and with reactions', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  const type = { 'Content-Type': 'image/png' };
  const put = (code: string) =>
    ada.api.put(`/api/channels/${ada.handle}/emotes/${code}`, png(8, 8), type);
  const wave = await put('wave');
  const hype = await put('hype?tier=pro');
  for (const reply of [wave, hype]) expectStatus(reply, 200);
  const hello = await say(server, room, eve, ':WAVE: :hype: :nope:');
  await say(server, room, ada, ':hype:');
  await react(hello, ada.id, ':wave:');
  await react(hello, eve.id, ':wave:');

  const [owners, viewers] = await stranger.following(`/api/chat/${room}`);

  assert.deepEqual(viewers.emotes, [{ code: 'wave', url: wave.body.url }]);
  assert.deepEqual(owners.emotes, [{ code: 'hype', url: hype.body.url }]);
  assert.deepEqual(viewers.reactions, [{ emoji: ':wave:', count: 2, mine: false }]);
  assert.deepEqual(owners.reactions, []);
  const other = await suite.newUser();
  for (const [api, mine] of [
    [eve.api, true],
    [other.api, false],
  ] as const) {
    const [, seen] = await api.following(`/api/chat/${room}`);
    assert.deepEqual(seen.reactions, [{ emoji: ':wave:', count: 2, mine }]);
  }
});

test('a message names those whom it speaks of', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  await say(server, room, eve, `@${ada.username} and @Nobody-1, not me@example.org`);
  const [message] = await stranger.following(`/api/chat/${room}`);
  assert.deepEqual(message.mentions, [ada.username, 'Nobody-1']);
});

test('one message is for who may watch, and one that is held for who moderates', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const [room, other] = [await openRoom(ada), await openRoom(ada)];
  const path = (message: string, where = room) => `/api/chat/${where}/messages/${message}`;
  const [said, deleted, held] = [
    await say(server, room, eve, 'hello'),
    await say(server, room, eve, 'gone', { state: 'deleted' }),
    await say(server, room, eve, 'www.example.org', { state: 'held', heldFor: 'link' }),
  ];
  await react(said, eve.id, ':wave:');

  const { body } = await eve.api.get(path(said));
  assert.equal(body.message, 'hello');
  assert.deepEqual(body.reactions, [{ emoji: ':wave:', count: 1, mine: true }]);
  assert.equal((await stranger.get(path(deleted))).body.message, '');
  const waiting = await ada.api.get(path(held));
  assert.deepEqual([waiting.body.message, waiting.body.heldFor], ['www.example.org', 'link']);
  for (const api of [stranger, eve.api])
    expectProblem(await api.get(path(held)), 404, 'message_not_found');
  expectProblem(await stranger.get(path(said, other)), 404, 'message_not_found');
  expectProblem(await stranger.get(path(said, nobodys)), 404, 'stream_not_found');

  const allow = (change: object) => ada.api.patch(`/api/streams/${room}`, change);
  await allow({ audience: 'followers' });
  expectProblem(await stranger.get(path(said)), 401, 'unauthenticated');
  expectProblem(await eve.api.get(path(said)), 403, 'followers_only');
  await allow({ audience: 'subscribers' });
  expectProblem(await eve.api.get(path(said)), 403, 'subscribers_only');
});

test('the open poll says what the caller has voted for', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  const path = `/api/chat/${room}/poll`;
  expectProblem(await stranger.get(path), 404, 'poll_not_found');
  const poll = await openPoll(room, ada.id, 'Oil or water?', ['Oil', 'Water']);
  await vote(poll, eve.id, 1);

  const { body } = await eve.api.get(path);
  assert.deepEqual(body, {
    id: poll,
    question: 'Oil or water?',
    options: [
      { text: 'Oil', votes: 0 },
      { text: 'Water', votes: 1 },
    ],
    endsAt: null,
    myVote: 1,
  });
  for (const api of [stranger, ada.api])
    assert.deepEqual((await api.get(path)).body, { ...body, myVote: null });

  const exported = (await eve.api.get('/api/users/me/export')).body;
  assert.deepEqual(
    exported.votes.map((own: any) => [own.poll, own.question, own.option]),
    [[poll, 'Oil or water?', 'Water']],
  );
  await ada.api.patch(`/api/streams/${room}`, { audience: 'followers' });
  expectProblem(await stranger.get(path), 401, 'unauthenticated');
  expectProblem(await eve.api.get(path), 403, 'followers_only');
  await ada.api.patch(`/api/streams/${room}`, { audience: 'subscribers' });
  expectProblem(await eve.api.get(path), 403, 'subscribers_only');
  expectProblem(await stranger.get(`/api/chat/${nobodys}/poll`), 404, 'stream_not_found');
});

test('the export of an account has what its owner thinks of messages', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  const [seen, gone] = [
    await say(server, room, ada, 'hello'),
    await say(server, room, ada, 'gone', { state: 'deleted' }),
  ];
  await react(seen, eve.id, ':wave:');
  await react(gone, eve.id, ':wave:');
  const { body } = await eve.api.get('/api/users/me/export');
  assert.deepEqual(
    body.reactions.map(({ message, emoji }: any) => [message, emoji]),
    [[seen, ':wave:']],
  );
});

test('who may watch reads, and nobody else', async () => {
  const [ada, eve, fan] = [await suite.newUser(), await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  const path = `/api/chat/${room}`;
  await say(server, room, ada, 'hello');
  const allow = async (change: object) =>
    expectStatus(await ada.api.patch(`/api/streams/${room}`, change), 200);

  await allow({ audience: 'followers' });
  expectStatus(await fan.api.post(`/api/users/${ada.id}/follow`), 200);
  expectProblem(await stranger.get(path), 401, 'unauthenticated');
  expectProblem(await eve.api.get(path), 403, 'followers_only');
  assert.deepEqual(await texts(room, fan.api), ['hello']);

  await allow({ audience: 'subscribers' });
  expectProblem(await fan.api.get(path), 403, 'subscribers_only');

  await allow({ visibility: 'private', audience: 'everyone' });
  for (const { api } of [eve, fan]) expectProblem(await api.get(path), 404, 'stream_not_found');
  expectProblem(await eve.api.delete(path), 404, 'stream_not_found');
  for (const { api } of [ada, await suite.admin()])
    assert.deepEqual(await texts(room, api), ['hello']);
  expectProblem(await stranger.get(`/api/chat/${nobodys}`), 404, 'stream_not_found');
});

test('who moderates clears a room of all that was said until then', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  const path = `/api/chat/${room}`;
  await say(server, room, eve, 'before');

  expectProblem(await stranger.delete(path), 401, 'unauthenticated');
  expectProblem(await eve.api.delete(path), 403, 'not_moderator');
  assert.deepEqual(await texts(room), ['before']);
  expectStatus(await ada.api.delete(path), 200);
  await say(server, room, eve, 'after');

  assert.deepEqual(await texts(room), ['after']);
  expectProblem(await ada.api.delete(`/api/chat/${nobodys}`), 404, 'stream_not_found');
});

test('a message is deleted by who said it and by who moderates', async () => {
  const [ada, eve, mod] = [await suite.newUser(), await suite.newUser(), await suite.newUser()];
  const room = await openRoom(ada);
  const path = (id: string, of = room) => `/api/chat/${of}/messages/${id}`;
  const moderators = `/api/channels/${ada.handle}/moderators`;
  expectStatus(await ada.api.post(moderators, { userId: mod.id }), 201);
  const [own, eves] = [await say(server, room, eve, 'a'), await say(server, room, eve, 'b')];
  const owners = await say(server, room, ada, 'c');

  expectStatus(await eve.api.delete(path(own)), 200);
  expectProblem(await eve.api.delete(path(owners)), 403, 'not_moderator');
  expectStatus(await mod.api.delete(path(eves)), 200);
  expectProblem(await mod.api.delete(path(owners)), 403, 'user_protected');
  assert.deepEqual(await texts(room), ['c', '', '']);

  const elsewhere = await openRoom(eve);
  expectProblem(await eve.api.delete(path(owners, elsewhere)), 404, 'message_not_found');
  expectProblem(await ada.api.delete(path(nobodys)), 404, 'message_not_found');
  expectProblem(await ada.api.delete(path(owners, nobodys)), 404, 'stream_not_found');
});

test('what the staff does in rooms of others is recorded', async () => {
  const [ada, admin] = [await suite.newUser(), await suite.admin()];
  const room = await openRoom(ada);

  expectStatus(await admin.api.delete(`/api/chat/${room}`), 200);

  const { data } = (await admin.api.get('/api/admin/audit?action=chat.cleared')).body;
  assert.equal(data[0].target, room);
  assert.equal(data[0].actorId, admin.id);
});

test('a message can be reported', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const message = await say(server, await openRoom(ada), eve, 'Buy now!');
  const report = { subject: 'message', subjectId: message, reason: 'spam' };

  const filed = await ada.api.post('/api/reports', report);

  expectStatus(filed, 201);
  assert.equal(filed.body.subjectId, message);
  const gone = await openRoom(ada, { visibility: 'private' });
  const hidden = await say(server, gone, ada, 'To myself');
  const unseen = await eve.api.post('/api/reports', { ...report, subjectId: hidden });
  expectProblem(unseen, 404, 'subject_not_found');
});
