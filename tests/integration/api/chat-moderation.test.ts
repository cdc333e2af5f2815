import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { User } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { openRoom, say } from '../../testing/chat-rows.ts';
import { changeRows, quoted } from '../../testing/rows.ts';

const { server, stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

const plain = {
  slowMode: 0,
  followersOnly: null,
  subscribersOnly: false,
  emoteOnly: false,
  uniqueMessages: false,
  linksAllowed: true,
  linksHeld: true,
};

function of({ handle }: User, part: string): string {
  return `/api/channels/${handle}/${part}`;
}

/** A channel with its owner, a moderator and somebody who only looks. */
async function house() {
  const [ada, mod, eve] = [await suite.newUser(), await suite.newUser(), await suite.newUser()];
  expectStatus(await ada.api.post(of(ada, 'moderators'), { userId: mod.id }), 201);
  return { ada, mod, eve };
}

async function channelOf(user: User): Promise<string> {
  return (await stranger.get(`/api/channels/${user.handle}`)).body.id;
}

test('settings are for all to read, phrases for those who moderate', async () => {
  const { ada, mod, eve } = await house();
  const path = of(ada, 'chat-settings');
  const phrases = [
    { text: 'spoiler', action: 'hold' },
    { text: 'two words', action: 'block' },
  ];

  for (const api of [stranger, eve.api]) assert.deepEqual((await api.get(path)).body, plain);
  const set = await mod.api.patch(path, { slowMode: 10, followersOnly: 0, phrases });
  expectStatus(set, 200);
  const changed = { ...plain, slowMode: 10, followersOnly: 0 };
  assert.deepEqual(set.body, { ...changed, phrases });

  for (const api of [stranger, eve.api]) assert.deepEqual((await api.get(path)).body, changed);
  for (const { api } of [ada, mod, await suite.admin()])
    assert.deepEqual((await api.get(path)).body, { ...changed, phrases });
});

test('settings change one by one', async () => {
  const { api, ...ada } = await suite.newUser();
  const path = of({ api, ...ada }, 'chat-settings');
  let expected: Record<string, unknown> = { ...plain, phrases: [] };
  for (const change of [
    { slowMode: 3600 },
    { followersOnly: 129600 },
    { subscribersOnly: true },
    { emoteOnly: true },
    { uniqueMessages: true },
    { linksAllowed: false },
    { linksHeld: false },
    { phrases: [{ text: 'spoiler', action: 'hold' }] },
    { followersOnly: null, slowMode: 0, phrases: [] },
  ]) {
    const reply = await api.patch(path, change);
    expectStatus(reply, 200);
    expected = { ...expected, ...change };
    assert.deepEqual(reply.body, expected);
  }
});

test('settings are what they may be, and for those who moderate to change', async () => {
  const { ada, eve } = await house();
  const path = of(ada, 'chat-settings');
  const wrong = {
    slowMode: 3601,
    followersOnly: 129601,
    emoteOnly: 'yes',
    version: 7,
    phrases: [{ text: '', action: 'shout' }],
  };
  assert.deepEqual(failingFields(await ada.api.patch(path, wrong)), [
    'emoteOnly',
    'followersOnly',
    'phrases[0].action',
    'phrases[0].text',
    'slowMode',
    'version',
  ]);
  const blank = { phrases: [{ text: '   ', action: 'block' }] };
  expectProblem(await ada.api.patch(path, blank), 422, 'bad_phrases');

  expectProblem(await eve.api.patch(path, { slowMode: 1 }), 403, 'not_moderator');
  const nowhere = `/api/channels/${nobodys}/chat-settings`;
  expectProblem(await stranger.get(nowhere), 404, 'channel_not_found');
  expectProblem(await ada.api.patch(nowhere, {}), 404, 'channel_not_found');
  assert.deepEqual((await stranger.get(path)).body, plain);
});

test('somebody is banned, listed and let in again', async () => {
  const { ada, mod, eve } = await house();
  const path = of(ada, 'bans');
  const ban = await mod.api.post(path, { username: eve.username.toUpperCase(), reason: ' Spam. ' });
  expectStatus(ban, 201);
  assert.equal(
    ban.headers.get('location'),
    `/api/channels/${await channelOf(ada)}/bans/${ban.body.id}`,
  );
  assert.equal(ban.body.user.id, eve.id);
  assert.equal(ban.body.user.username, eve.username);
  assert.equal(ban.body.by.id, mod.id);
  assert.equal(ban.body.reason, 'Spam.');
  assert.equal(ban.body.until, null);
  assert.equal(ban.body.hasAddresses, false);
  assert.deepEqual(await ada.api.all(path), [ban.body]);
  assert.deepEqual(await ada.api.all(of(ada, 'timeouts')), []);

  expectStatus(await ada.api.delete(`${path}/${ban.body.id}`), 200);
  expectProblem(await ada.api.delete(`${path}/${ban.body.id}`), 404, 'ban_not_found');
  assert.deepEqual(await ada.api.all(path), []);
});

test('addresses are shown to who has typed them, and those of a user to nobody', async () => {
  const { ada, mod, eve } = await house();
  const path = of(ada, 'bans');
  const addresses = ['192.0.2.0/24', '2001:db8::/64'];
  const typed = await mod.api.post(path, { addresses });
  expectStatus(typed, 201);
  assert.equal(typed.body.user, null);
  assert.deepEqual(typed.body.addresses.toSorted(), addresses);
  const known = await mod.api.post(path, { userId: eve.id, withAddress: true });
  expectStatus(known, 201);
  assert.deepEqual(known.body.addresses, []);
  assert.equal(known.body.hasAddresses, true);

  const bans = await ada.api.all(path);
  assert.deepEqual(
    bans.map((ban) => [ban.addresses, ban.hasAddresses]),
    [
      [[], true],
      [[], true],
    ],
  );
});

test('a ban says whom, and is refused for what it may not be', async () => {
  const { ada, mod, eve } = await house();
  const path = of(ada, 'bans');
  const ban = (body: object) => ada.api.post(path, body);
  assert.deepEqual(failingFields(await ban({})), ['userId']);
  assert.deepEqual(failingFields(await ban({ userId: eve.id, username: eve.username })), [
    'username',
  ]);
  const odd = { addresses: ['nowhere', '192.0.2.1', '10.0.0.0/40'] };
  assert.deepEqual(failingFields(await ban(odd)), ['addresses[0]', 'addresses[2]']);
  const forged = { userId: eve.id, until: null, by: eve.id };
  assert.deepEqual(failingFields(await ban(forged)), ['by', 'until']);
  expectProblem(await ban({ addresses: ['0.0.0.0/0'] }), 422, 'range_too_wide');
  expectProblem(await ban({ userId: eve.id, reason: 'a\nb' }), 422, 'bad_reason');
  expectProblem(await ban({ userId: nobodys }), 404, 'user_not_found');
  expectProblem(await ban({ userId: ada.id }), 403, 'user_protected');
  expectProblem(await mod.api.post(path, { userId: ada.id }), 403, 'user_protected');
  assert.deepEqual(await ada.api.all(path), []);
});

test('somebody is timed out for a while, and let in again before that', async () => {
  const { ada, mod, eve } = await house();
  const path = of(ada, 'timeouts');
  const first = await mod.api.post(path, { userId: eve.id, seconds: 600, reason: 'Calm down.' });
  expectStatus(first, 201);
  const left = (Date.parse(first.body.until) - Date.now()) / 1000;
  assert.ok(left > 500 && left <= 601, `${left} s`);
  const second = await mod.api.post(path, { username: eve.username, seconds: 60 });
  expectStatus(second, 201);
  const list = await ada.api.all(path);
  assert.deepEqual(
    list.map(({ user, until }) => [user.id, until]),
    [[eve.id, second.body.until]],
  );
  assert.deepEqual(await ada.api.all(of(ada, 'bans')), []);

  expectStatus(await ada.api.delete(`${path}/${eve.id}`), 200);
  expectProblem(await ada.api.delete(`${path}/${eve.id}`), 404, 'ban_not_found');
  expectStatus(await mod.api.post(path, { userId: eve.id, seconds: 60 }), 201);
  expectStatus(await ada.api.delete(`${path}/${eve.username}`), 200);
  expectProblem(await ada.api.delete(`${path}/${nobodys}`), 404, 'user_not_found');
});

test('a timeout is refused for what it may not be', async () => {
  const { ada, mod, eve } = await house();
  const path = of(ada, 'timeouts');
  assert.deepEqual(failingFields(await ada.api.post(path, {})), ['seconds', 'userId']);
  for (const seconds of [0, -1, 14 * 86400 + 1, 1.5, '60']) {
    const reply = await ada.api.post(path, { userId: eve.id, seconds });
    assert.deepEqual(failingFields(reply), ['seconds'], `${seconds}`);
  }
  const timeout = { userId: eve.id, seconds: 60 };
  expectProblem(await ada.api.post(path, { ...timeout, reason: '\u202e' }), 422, 'bad_reason');
  expectProblem(await ada.api.post(path, { ...timeout, userId: nobodys }), 404, 'user_not_found');
  expectProblem(await mod.api.post(path, { ...timeout, userId: ada.id }), 403, 'user_protected');
  expectStatus(await ada.api.post(of(ada, 'bans'), { userId: eve.id }), 201);
  expectProblem(await ada.api.post(path, timeout), 409, 'already_banned');
});

test('the owner says who moderates', async () => {
  const [ada, eve, bob] = [await suite.newUser(), await suite.newUser(), await suite.newUser()];
  const path = of(ada, 'moderators');
  expectStatus(await ada.api.post(of(ada, 'bans'), { userId: eve.id }), 201);
  const added = await ada.api.post(path, { userId: eve.id });
  expectStatus(added, 201);
  assert.equal(
    added.headers.get('location'),
    `/api/channels/${await channelOf(ada)}/moderators/${eve.id}`,
  );
  assert.equal(added.body.username, eve.username);
  expectStatus(await ada.api.post(path, { username: bob.username }), 201);

  const list = await stranger.all(path);
  assert.deepEqual(
    list.map(({ id }) => id),
    [eve.id, bob.id],
  );
  assert.deepEqual(await ada.api.all(of(ada, 'bans')), []);
  expectProblem(await ada.api.post(path, { userId: ada.id }), 409, 'moderates_already');
  expectProblem(await ada.api.post(path, { userId: nobodys }), 404, 'user_not_found');
  assert.deepEqual(failingFields(await ada.api.post(path, {})), ['userId']);

  expectStatus(await ada.api.delete(`${path}/${eve.id}`), 200);
  expectProblem(await ada.api.delete(`${path}/${eve.id}`), 404, 'user_not_found');
  expectStatus(await ada.api.delete(`${path}/${bob.username}`), 200);
  assert.deepEqual(await stranger.all(path), []);
});

test('moderators moderate, and appoint nobody', async () => {
  const { ada, mod, eve } = await house();
  const path = of(ada, 'moderators');
  expectProblem(await mod.api.post(path, { userId: eve.id }), 403, 'not_owner');
  expectProblem(await mod.api.delete(`${path}/${mod.id}`), 403, 'not_owner');
  expectProblem(await eve.api.post(path, { userId: eve.id }), 403, 'not_moderator');
  expectProblem(await eve.api.delete(`${path}/${mod.id}`), 403, 'not_moderator');

  const admin = await suite.admin();
  expectStatus(await admin.api.post(path, { userId: eve.id }), 201);
  expectStatus(await admin.api.delete(`${path}/${eve.id}`), 200);
});

/** A statement of as many rows as are asked for, each with an id of its own. */
function rows(count: number, insert: (id: string) => string): string {
  const more = `SELECT i + 1 FROM n WHERE i < ${count}`;
  const id = `'0190163d-8694-739b-8000-' || CAST(100000000000 + i AS TEXT)`;
  return `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL ${more}) ${insert(id)} FROM n`;
}

test('a channel has two hundred moderators and no more', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const channel = quoted(await channelOf(ada));
  const names = 'id, username, username_key, email, email_key, password_hash, display_name';
  await changeRows(
    server,
    rows(
      200,
      (id) =>
        `INSERT INTO users (${names}, avatar_url, bio, role, is_active, created_at, updated_at) ` +
        `SELECT ${Array(5).fill(id).join(', ')}, '', 'Many', '', '', 'user', 1, 1, 1`,
    ),
  );
  const columns = 'channel_id, user_id, created_at';
  await changeRows(
    server,
    rows(200, (id) => `INSERT INTO chat_moderators (${columns}) SELECT ${channel}, ${id}, 1`),
  );

  const reply = await ada.api.post(of(ada, 'moderators'), { userId: eve.id });

  expectProblem(reply, 409, 'too_many_moderators');
});

test('a channel has twenty thousand bans and no more', async () => {
  const { ada, eve } = await house();
  const channel = quoted(await channelOf(ada));
  const columns = 'id, channel_id, reason, created_at';
  await changeRows(
    server,
    rows(20_000, (id) => `INSERT INTO chat_bans (${columns}) SELECT ${id}, ${channel}, '', 1`),
  );

  const ban = await ada.api.post(of(ada, 'bans'), { userId: eve.id });
  expectProblem(ban, 409, 'too_many_bans');
  const timeout = await ada.api.post(of(ada, 'timeouts'), { userId: eve.id, seconds: 60 });
  expectProblem(timeout, 409, 'too_many_bans');
});

test('what is held waits for those who moderate, who show it or do not', async () => {
  const { ada, mod, eve } = await house();
  const room = await openRoom(ada);
  const path = of(ada, 'held-messages');
  const first = await say(server, room, eve, 'one', { state: 'held', heldFor: 'link' });
  const second = await say(server, room, eve, 'two', { state: 'held', heldFor: 'phrase' });
  await say(server, room, eve, 'said');

  const held = await mod.api.following(`${path}?limit=1`);
  assert.deepEqual(
    held.map(({ id, message, heldFor }) => [id, message, heldFor]),
    [
      [second, 'two', 'phrase'],
      [first, 'one', 'link'],
    ],
  );
  const approved = await mod.api.post(`${path}/${first}/approve`);
  expectStatus(approved, 200);
  assert.equal(approved.body.message, 'one');
  expectStatus(await mod.api.post(`${path}/${second}/reject`), 200);

  assert.deepEqual(await mod.api.following(path), []);
  const told = await stranger.following(`/api/chat/${room}`);
  assert.deepEqual(
    told.map(({ message }) => message),
    ['said', 'one'],
  );
  for (const act of ['approve', 'reject']) {
    const again = await ada.api.post(`${path}/${second}/${act}`);
    expectProblem(again, 409, 'message_not_held');
    expectProblem(await ada.api.post(`${path}/${nobodys}/${act}`), 404, 'message_not_found');
  }
});

test('what is held in one channel is not for another', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const held = await say(server, await openRoom(ada), eve, 'x', { state: 'held', heldFor: 'link' });
  for (const act of ['approve', 'reject']) {
    const own = await eve.api.post(of(eve, `held-messages/${held}/${act}`));
    expectProblem(own, 404, 'message_not_found');
    const others = await eve.api.post(of(ada, `held-messages/${held}/${act}`));
    expectProblem(others, 403, 'not_moderator');
  }
  assert.equal((await ada.api.following(of(ada, 'held-messages'))).length, 1);
});

test('only those who moderate see and do what moderators do', async () => {
  const { ada, eve } = await house();
  const seconds = { seconds: 60 };
  const whom = { userId: eve.id };
  const acts: [string, string, object?][] = [
    ['GET', 'bans'],
    ['POST', 'bans', whom],
    ['DELETE', `bans/${nobodys}`],
    ['GET', 'timeouts'],
    ['POST', 'timeouts', { ...whom, ...seconds }],
    ['DELETE', `timeouts/${eve.id}`],
    ['GET', 'held-messages'],
  ];
  for (const [method, part, body] of acts) {
    const ask = (api = stranger) => api.call(method, of(ada, part), body);
    expectProblem(await ask(), 401, 'unauthenticated');
    expectProblem(await ask(eve.api), 403, 'not_moderator');
    const nowhere = await ada.api.call(method, `/api/channels/${nobodys}/${part}`, body);
    expectProblem(nowhere, 404, 'channel_not_found');
  }
});

test('in a channel that is not there nobody does anything', async () => {
  const { api } = await suite.newUser();
  const whom = { userId: nobodys };
  const acts: [string, string, object?][] = [
    ['GET', 'moderators'],
    ['POST', 'moderators', whom],
    ['DELETE', `moderators/${nobodys}`],
    ['POST', `held-messages/${nobodys}/approve`],
    ['POST', `held-messages/${nobodys}/reject`],
  ];
  for (const [method, part, body] of acts) {
    const reply = await api.call(method, `/api/channels/${nobodys}/${part}`, body);
    expectProblem(reply, 404, 'channel_not_found');
  }
});
