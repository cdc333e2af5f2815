import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Reply, User } from '../testing/api.ts';
import { expectStatus, failingFields, suite } from '../testing/api-suite.ts';
import { Scope } from '../testing/cleanup.ts';
import { withEachRawText, withEachText } from '../testing/hostile-input.ts';
import { type Operation, operations } from '../testing/openapi.ts';

// What a signed-in attacker may write into any field of any operation, and whose things they may
// name. New operations are met here as soon as they are described.

const { stranger } = suite;
const changing = operations.filter(({ method }) => method !== 'GET');
const randomId = '0190163d-8694-739b-aea5-966c26f8ad91';

let attacker = await suite.newUser();
const admin = await suite.admin();

/** What a client of tus says, without which nobody looks at what it asks. */
function headersOf({ method, path }: Operation): Record<string, string> {
  if (!path.startsWith('/api/uploads')) return {};
  return {
    'Tus-Resumable': '1.0.0',
    'Content-Type': 'application/offset+octet-stream',
    'Upload-Offset': '0',
    ...(method === 'POST' ? { 'X-HTTP-Method-Override': 'PATCH' } : {}),
  };
}

/** As the attacker; where only an administrator gets past the door, as one gone bad. */
async function attack(operation: Operation, path: string, body?: unknown): Promise<Reply> {
  if (!operation.takesToken) return stranger.call(operation.method, path, body);
  const reply = await attacker.api.call(operation.method, path, body);
  if (reply.status !== 403 || reply.body.code !== 'forbidden') return reply;
  return admin.api.call(operation.method, path, body);
}

/** Some attacks end the attacker's session, and rightly so. */
async function withSomebodySignedIn(): Promise<void> {
  const { status } = await attacker.api.get('/api/auth/me');
  if (status !== 200) attacker = await suite.newUser();
}

/** Things of the attacker's own, so that what is written gets as far as it can. */
function places(operation: Operation): string[] {
  const names = operation.parameterCount > 0 ? [attacker.id, attacker.handle, randomId] : [''];
  return names.map((name) => operation.at(name));
}

const statements = [
  "'; DROP TABLE users; --",
  '" OR ""="',
  "' UNION SELECT password_hash, 1 FROM users --",
  "%' ESCAPE '\\",
  '$1 :x ? @x {0}',
];

for (const operation of operations) {
  const { id } = operation;
  const texts = withEachText(operation, '');
  if (texts.length + operation.query.length + operation.parameterCount === 0) continue;

  test(`${id} takes SQL for what it is: text`, async () => {
    for (const text of statements) {
      const queries = operation.query.map(({ name }) =>
        operation.at(attacker.id, { [name]: text }),
      );
      const paths = operation.parameterCount > 0 ? [operation.at(encodeURIComponent(text))] : [];
      for (const path of [...queries, ...paths]) {
        assert.ok((await attack(operation, path)).status < 500, path);
      }
      for (const { field, body } of withEachText(operation, text)) {
        for (const path of places(operation)) {
          const { status } = await attack(operation, path, body);
          assert.ok(status < 500, `${field} of ${path}`);
        }
      }
    }
    await withSomebodySignedIn();
  });
}

test('after all that SQL the tables are there', async () => {
  const user = await suite.newUser();
  expectStatus(await stranger.get(`/api/users/${user.id}`), 200);
  const channel = await stranger.get(`/api/channels/${user.handle}`);
  assert.equal(channel.body.userId, user.id);
  expectStatus(await stranger.get('/api/streams'), 200);
});

const noText = {
  'a NUL': '\\u0000',
  'half a surrogate pair': '\\ud800',
  'the other half': '\\udc00',
  'bytes that are no UTF-8': '\xff\xfe',
  'an overlong form': '\xc0\xaf',
  'a surrogate in UTF-8': '\xed\xa0\x80',
  'a bare line feed': '\n',
};

for (const operation of changing) {
  if (!operation.json) continue;
  test(`${operation.id} refuses what is no text`, async () => {
    for (const [what, raw] of Object.entries(noText)) {
      for (const [field, bytes] of withEachRawText(operation, `x${raw}x`)) {
        const { status } = await attack(operation, operation.at(attacker.id), bytes);
        assert.ok([400, 422].includes(status), `${field} with ${what}: ${status}`);
      }
    }
  });
}

for (const operation of operations) {
  if (operation.parameterCount + operation.query.length === 0) continue;
  test(`${operation.id} refuses addresses that are no text`, async () => {
    for (const bytes of ['%00', '%ff%fe', '%c0%af', '%ed%a0%80']) {
      const queries = operation.query.map(
        ({ name }) => `${operation.at(attacker.id)}?${name}=${bytes}`,
      );
      for (const path of queries) {
        const { status } = await attack(operation, path);
        assert.ok([400, 422].includes(status), `${path}: ${status}`);
      }
      if (operation.parameterCount === 0) continue;
      const { status } = await attack(operation, operation.at(`x${bytes}`));
      assert.ok([400, 404].includes(status), `${bytes} in ${operation.path}: ${status}`);
    }
  });
}

const notForClients = {
  id: randomId,
  userId: randomId,
  ownerId: randomId,
  role: 'admin',
  isActive: true,
  isAdmin: true,
  followerCount: 1_000_000,
  createdAt: '2020-01-01T00:00:00.000Z',
  password_hash: 'x',
  ['__proto__']: {},
  constructor: {},
};

for (const operation of changing) {
  const { json } = operation;
  if (!json || operation.id === 'stripeWebhook') continue; // Which is signed, and not ours.
  test(`${operation.id} takes no field but its own`, async () => {
    for (const [field, value] of Object.entries(notForClients)) {
      if (operation.fields.includes(field)) continue;
      const body = { ...(json.example as object), [field]: value };
      const reply = await attack(operation, operation.at(attacker.id), body);
      expectStatus(reply, 422);
      assert.ok(failingFields(reply).includes(field), `${field}: ${failingFields(reply)}`);
    }
  });
}

/** What is meant to be done to what is another's. */
const actsOnOthers = [/\/follow$/, /^\/api\/reports/, /^\/api\/subscriptions/, /\/beacon$/];

/** All that a victim has, as the victim sees it. */
async function belongings({ api, handle }: User): Promise<unknown[]> {
  const paths = [
    '/api/users/me',
    '/api/users/me/channels',
    `/api/channels/${handle}/stream-key`,
    `/api/streams/${handle}`,
  ];
  return Promise.all(paths.map(async (path) => (await api.get(path)).body));
}

test('nothing of another can be changed, whatever is tried', async (t) => {
  const victim = await suite.newStreamer();
  const { stream } = await suite.publish(new Scope(t), victim);
  const before = await belongings(victim);
  await withSomebodySignedIn();

  for (const operation of changing) {
    if (operation.parameterCount === 0) continue;
    if (actsOnOthers.some((each) => each.test(operation.path))) continue;
    for (const name of [victim.id, victim.username, stream.channelId, victim.handle, stream.id]) {
      const path = operation.at(name);
      const { method, example } = operation;
      const reply = await attacker.api.call(method, path, example, headersOf(operation));
      const said = `${operation.id} of ${name}: ${reply.status}`;
      assert.ok([403, 404, 409, 422].includes(reply.status), said);
    }
  }

  const after = await belongings(victim);
  assert.deepEqual(stable(after), stable(before));
});

/** Without what goes on by itself while a stream is on air. */
function stable(value: unknown): unknown {
  const passing = [
    'duration',
    'serverTime',
    'viewerCount',
    'viewersCount',
    'viewCount',
    'updatedAt',
  ];
  return JSON.parse(
    JSON.stringify(value, (key, each) => (passing.includes(key) ? undefined : each)),
  );
}

test('what is not there cannot be found by guessing', async () => {
  for (const operation of operations) {
    if (operation.parameterCount === 0 || operation.id === 'checkStream') continue;
    const path = operation.at(randomId);
    const { method, example } = operation;
    const { status } = await attacker.api.call(method, path, example, headersOf(operation));
    assert.ok([403, 404, 422, 501].includes(status), `${operation.id}: ${status}`);
  }
});

test('after all this no sanitizer has a word to say', () => suite.server.assertSound());
