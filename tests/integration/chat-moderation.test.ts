import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newUser, type User } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { type ChatClient, newRoom } from '../testing/realtime.ts';
import { heard, ok, Place, refused, say } from '../testing/rooms.ts';
import { Server } from '../testing/server.ts';

// What those who moderate do by their sockets, and what everybody sees of it.

const scope = new Scope({ after });
const server = await Server.start(scope, { env: { PAYMENTS_PROVIDER: 'development' } });

interface Cast {
  room: Place;
  owner: ChatClient;
  viewer: ChatClient;
  app: ChatClient; // Somebody else, in the other vocabulary.
  ada: User;
  ben: User;
}

/** A room whose owner and a viewer are there; its channel is nobody else's. */
async function cast(t: ConstructorParameters<typeof Scope>[0]): Promise<Cast> {
  const [ada, ben] = [await newUser(server, 'Ada'), await newUser(server, 'Ben')];
  const room = new Place(new Scope(t), server, await newRoom(ada));
  const [owner, viewer] = [await room.enter(ada), await room.enter(ben)];
  return { room, owner, viewer, app: await room.enterAsApp(), ada, ben };
}

const state = (client: ChatClient, fits: (you: any) => boolean) =>
  heard(client, 'chat-state', ({ you }) => fits(you));

test('a message is deleted for all, and by whom it may be', async (t) => {
  const { room, owner, viewer, app } = await cast(t);
  const { message } = await say(viewer, 'oops');
  const { message: answer } = await say(viewer, 'about that', { replyTo: message.id });
  const other = await room.enter(await newUser(server));
  const data = { messageId: message.id };
  assert.equal((await other.ask('delete-message', data)).status, 403);
  await ok(viewer, 'delete-message', data);

  for (const client of [owner, app]) {
    const deleted = await heard(client, 'message-deleted');
    assert.deepEqual(deleted, { roomId: room.id, messageId: message.id });
  }
  const [{ messages }] = (await room.enter()).all('chat-history');
  const [first, second] = messages;
  assert.deepEqual([first.id, first.deleted, first.message], [message.id, true, '']);
  assert.deepEqual([second.id, second.replyTo.message], [answer.id, '']);
  assert.equal((await owner.ask('delete-message', { messageId: room.id })).status, 404);
});

test('a chat is cleared by who moderates', async (t) => {
  const { room, owner, viewer, app } = await cast(t);
  await say(viewer, 'soon gone');
  await refused(viewer, 'not_moderator', 'clear-chat');
  await ok(owner, 'clear-chat');
  assert.deepEqual(await heard(app, 'chat-cleared'), { roomId: room.id });
  await say(viewer, 'a new beginning');
  const [{ messages }] = (await room.enter()).all('chat-history');
  assert.deepEqual(
    messages.map(({ message }: { message: string }) => message),
    ['a new beginning'],
  );
});

test('a timeout acts from the moment of its acknowledgement until it is lifted', async (t) => {
  const { room, owner, viewer, app, ben } = await cast(t);
  await refused(viewer, 'not_moderator', 'timeout-user', { userId: ben.id, seconds: 60 });
  const { until } = await ok(owner, 'timeout-user', { username: ben.username, seconds: 60 });
  const answer = await refused(viewer, 'timed_out', 'chat-message', { message: 'but' });
  assert.equal(answer.status, 403);

  const told = { roomId: room.id, userId: ben.id, username: ben.username, seconds: 60, until };
  for (const client of [owner, app]) {
    assert.deepEqual(await heard(client, 'user-timed-out'), told);
  }
  const { you } = await state(viewer, ({ mayWrite }) => !mayWrite);
  assert.deepEqual(you, { role: 'viewer', mayWrite: false, why: 'timed_out', until });

  await ok(owner, 'unban-user', { userId: ben.id });
  await heard(app, 'user-unbanned', ({ userId }) => userId === ben.id);
  await say(viewer, 'back again');
});

test('a ban is heard by all and ends with its lifting', async (t) => {
  const { owner, viewer, app, ada, ben } = await cast(t);
  await ok(owner, 'ban-user', { userId: ben.id, reason: 'spam' });
  await refused(viewer, 'banned', 'chat-message', { message: 'why?' });
  assert.equal((await heard(app, 'user-banned')).username, ben.username);
  await state(viewer, ({ why }) => why === 'banned');
  assert.equal((await owner.ask('ban-user', { userId: ada.id })).status, 403);
  await ok(owner, 'unban-user', { username: ben.username });
  await say(viewer, 'thanks');
  assert.equal((await owner.ask('unban-user', { userId: ben.id })).status, 404);
});

test('commands do what events do, and say what came of it', async (t) => {
  const { room, owner, viewer, ben } = await cast(t);
  const { notice } = await say(viewer, '/help');
  assert.match(notice, /\/me TEXT/);
  assert.doesNotMatch(notice, /\/ban/);
  assert.match((await say(owner, '/help')).notice, /\/ban NAME \[REASON\].*\/mod NAME/);

  await say(owner, `/timeout @${ben.username} 30 shouting`);
  await refused(viewer, 'timed_out', 'chat-message', { message: 'but' });
  await say(owner, `/unban ${ben.username}`);
  await say(viewer, 'I am back');
  await refused(viewer, 'not_moderator', 'chat-message', { message: `/ban ${ben.username}` });
  await refused(viewer, 'unknown_command', 'chat-message', { message: '/dance' });
  const wrong = await refused(owner, 'command_malformed', 'chat-message', { message: '/slow' });
  assert.match(wrong.detail, /\/slow SECONDS/);

  const told = viewer.next('notice');
  viewer.socket.emit('chat-message', { message: '/help' });
  assert.deepEqual(await told, { roomId: room.id, text: notice });
});

test('an announcement is for who moderates', async (t) => {
  const { owner, viewer, app } = await cast(t);
  await refused(viewer, 'not_moderator', 'announce', { message: 'hear me' });
  const { message } = await ok(owner, 'announce', { message: 'Back in five' });
  assert.equal(message.kind, 'announcement');
  assert.equal((await heard(app, 'new_message')).kind, 'announcement');
  assert.equal((await say(owner, '/announce Really')).message.message, 'Really');
});

test('modes hold viewers back, and those who moderate not', async (t) => {
  const { room, owner, viewer, app, ada, ben } = await cast(t);
  await say(owner, '/slow 60');
  const { settings } = await heard(app, 'chat-settings', (one) => one.settings.slowMode === 60);
  assert.equal(settings.slowMode, 60);
  await say(viewer, 'first');
  assert.equal((await refused(viewer, 'slow_mode', 'chat-message', { message: 'x' })).status, 429);
  for (const message of ['I', 'may']) await say(owner, message);
  await say(owner, '/slowoff');

  await say(owner, '/unique');
  await refused(viewer, 'message_repeated', 'chat-message', { message: 'first' });
  await say(owner, '/uniqueoff');
  await say(owner, '/emoteonly');
  await refused(viewer, 'emotes_only', 'chat-message', { message: 'words' });
  await say(owner, '/emoteonlyoff');
  await say(owner, '/subscribers');
  await refused(viewer, 'chat_subscribers_only', 'chat-message', { message: 'words' });
  await say(owner, '/subscribersoff');

  await say(owner, '/followers');
  await refused(viewer, 'chat_followers_only', 'chat-message', { message: 'words' });
  await state(viewer, ({ mayWrite }) => !mayWrite);
  viewer.heard.length = 0;
  await ben.api.post(`/api/users/${ada.id}/follow`);
  await state(viewer, ({ mayWrite }) => mayWrite); // By the news of it, not by asking again.
  await say(viewer, 'now I follow');
  assert.equal((await room.enter()).all('chat-state')[0].settings.followersOnly, 0);
});

test('a link is held until it is reviewed', async (t) => {
  const { room, owner, viewer, app, ada } = await cast(t);
  const channel = `/api/channels/${ada.handle}/chat-settings`;
  const changed = await ada.api.patch(channel, { linksAllowed: false });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const link = (message: string) => viewer.ask('chat-message', { message });
  const first = await link('see example.com/one');
  assert.equal(first.status, 'held', JSON.stringify(first));
  const held = await heard(owner, 'message-held', ({ message }) => message.id === first.id);
  assert.deepEqual([held.why, held.message.message], ['link', 'see example.com/one']);
  assert.equal(app.all('new_message').length, 0);
  assert.equal(app.all('message-held').length, 0);

  const second = await link('see example.com/two');
  await refused(viewer, 'not_moderator', 'review-message', { messageId: first.id, approve: true });
  await ok(owner, 'review-message', { messageId: second.id, approve: false });
  await ok(owner, 'review-message', { messageId: first.id, approve: true });
  assert.equal((await heard(app, 'new_message')).id, first.id);
  for (const client of [owner, viewer]) {
    const review = await heard(client, 'message-reviewed', ({ approved }) => approved);
    assert.deepEqual(review, { roomId: room.id, messageId: first.id, approved: true });
    await heard(client, 'message-reviewed', ({ messageId }) => messageId === second.id);
  }
  assert.equal(app.all('message-reviewed').length, 0);
  assert.equal(
    (await owner.ask('review-message', { messageId: first.id, approve: true })).status,
    409,
  );
  assert.equal((await room.enter()).all('chat-history')[0].messages.length, 1);
});

test('who is appointed moderates at once, and no longer when dismissed', async (t) => {
  const { room, owner, viewer, app, ben } = await cast(t);
  const eve = await newUser(server, 'Eve');
  const third = await room.enter(eve);
  await refused(viewer, 'not_moderator', 'timeout-user', { userId: eve.id, seconds: 10 });
  await say(owner, `/mod ${ben.username}`);
  await state(viewer, ({ role }) => role === 'moderator');
  await ok(viewer, 'timeout-user', { userId: eve.id, seconds: 10 });
  await refused(third, 'timed_out', 'chat-message', { message: 'x' });
  assert.deepEqual((await say(viewer, 'order!')).message.badges, ['moderator']);
  assert.deepEqual((await heard(app, 'new_message')).badges, ['moderator']);
  await refused(viewer, 'not_owner', 'chat-message', { message: `/mod ${eve.username}` });
  await say(owner, `/unmod ${ben.username}`);
  await state(viewer, ({ role }) => role === 'viewer');
  await refused(viewer, 'not_moderator', 'clear-chat');
});

test('who moderates is banned like others, and loses the office by it', async (t) => {
  const { owner, viewer, ben } = await cast(t);
  await say(owner, `/mod ${ben.username}`);
  await state(viewer, ({ role }) => role === 'moderator');
  await ok(owner, 'ban-user', { userId: ben.id });
  const { you } = await state(viewer, ({ role, why }) => role === 'viewer' && why === 'banned');
  assert.deepEqual(you, { role: 'viewer', mayWrite: false, why: 'banned' });
  await refused(viewer, 'banned', 'chat-message', { message: 'but' });
  await refused(viewer, 'not_moderator', 'clear-chat');
});

test('one message is pinned, and shown to who joins', async (t) => {
  const { room, owner, viewer, app } = await cast(t);
  const { message } = await say(viewer, 'a good question');
  await refused(viewer, 'not_moderator', 'pin-message', { messageId: message.id });
  await ok(owner, 'pin-message', { messageId: message.id });
  assert.equal((await heard(app, 'message-pinned')).message.user.id, message.userId);
  assert.deepEqual((await room.enter()).all('chat-state')[0].pinned, message);
  await ok(owner, 'unpin-message');
  await heard(app, 'message-pinned', (pinned) => pinned.message === null);
  assert.equal((await room.enter()).all('chat-state')[0].pinned, null);
});

test('a poll begins, is voted in and ends', async (t) => {
  const { room, owner, viewer, app } = await cast(t);
  const draft = { question: 'Tea?', options: ['Yes', 'No'] };
  await refused(viewer, 'not_moderator', 'start-poll', draft);
  assert.equal((await owner.ask('start-poll', { question: 'Tea?', options: ['Yes'] })).status, 422);
  const { poll } = await ok(owner, 'start-poll', draft);
  assert.equal((await heard(app, 'poll')).poll.id, poll.id);
  await refused(app, 'unauthenticated', 'vote', { pollId: poll.id, option: 0 });
  await ok(viewer, 'vote', { pollId: poll.id, option: 0 });
  await ok(viewer, 'vote', { pollId: poll.id, option: 1 }); // The last word counts.
  const votes = [
    { text: 'Yes', votes: 0 },
    { text: 'No', votes: 1 },
  ];
  const told = await heard(app, 'poll', (one) => one.poll.options[1].votes === 1);
  assert.deepEqual(told.poll.options, votes);
  assert.deepEqual((await room.enter()).all('chat-state')[0].poll.options, votes);
  assert.equal((await ok(owner, 'end-poll', { pollId: poll.id })).poll.ended, true);
  await heard(app, 'poll', (one) => one.poll.ended);
  assert.equal((await viewer.ask('vote', { pollId: poll.id, option: 0 })).status, 409);
  assert.equal((await room.enter()).all('chat-state')[0].poll, null);
});

test('reactions are counted, once for each who has them', async (t) => {
  const { room, owner, viewer, app } = await cast(t);
  const { message } = await say(viewer, 'nice');
  const reaction = { messageId: message.id, emoji: '\u{1F44D}' };
  await refused(app, 'unauthenticated', 'react', reaction);
  for (const client of [owner, owner, viewer]) await ok(client, 'react', reaction);
  const told = await heard(app, 'message-reactions', (one) => one.reactions[0]?.count === 2);
  const reactions = [{ emoji: reaction.emoji, count: 2 }];
  assert.deepEqual(told, { roomId: room.id, messageId: message.id, reactions });
  assert.deepEqual((await room.enter()).all('chat-history')[0].messages[0].reactions, reactions);
  await ok(viewer, 'unreact', reaction);
  await heard(app, 'message-reactions', (one) => one.reactions[0]?.count === 1);
  assert.equal((await owner.ask('react', { ...reaction, emoji: 'words' })).status, 422);
});
