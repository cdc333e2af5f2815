import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { until } from '../../testing/wait.ts';

const { stranger } = suite;
const path = '/api/notifications';
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

type User = Awaited<ReturnType<typeof suite.newUser>>;

/** A user with so many followers, each of whom makes a notification. */
async function followedBy(count: number): Promise<User> {
  const user = await suite.newUser();
  for (let i = 0; i < count; ++i) {
    const { api } = await suite.newUser();
    expectStatus(await api.post(`/api/users/${user.id}/follow`), 200);
  }
  await until(`${count} notifications`, async () => (await unread(user)) === count);
  return user;
}

async function unread({ api }: User): Promise<number> {
  return (await api.get(`${path}/unread-count`)).body.unreadCount;
}

test('followers are told once of a broadcast, and nobody else is', async (t) => {
  const own = new Scope(t);
  const [ada, eve, bob] = [await suite.newStreamer(), await suite.newUser(), await suite.newUser()];
  await eve.api.post(`/api/users/${ada.id}/follow`);

  const onAir = await suite.publish(own, ada);
  await until('the news of a broadcast', async () => (await unread(eve)) === 1);

  const [told] = (await eve.api.get(path)).body.data;
  assert.equal(told.kind, 'stream_started');
  assert.equal(told.readAt, null);
  assert.deepEqual(told.data, {
    streamId: onAir.stream.id,
    channelId: onAir.stream.channelId,
    streamerId: ada.id,
    streamer: ada.username,
    title: onAir.stream.title,
  });
  assert.equal(await unread(bob), 0);
  await onAir.end();
});

test('who follows, leaves and comes back is told of once', async () => {
  const [ada, eve] = [await followedBy(1), await suite.newUser()];
  for (let i = 0; i < 3; ++i) {
    await eve.api.post(`/api/users/${ada.id}/follow`);
    await eve.api.delete(`/api/users/${ada.id}/follow`);
  }
  await until('the news of a follower', async () => (await unread(ada)) >= 2);

  const kinds = (await ada.api.get(path)).body.data;
  assert.equal(kinds.filter(({ data }: any) => data.user === eve.username).length, 1);
  assert.ok(kinds.every(({ kind }: any) => kind === 'new_follower'));
});

test('an endless list has each once, the newest first', async () => {
  const { api } = await followedBy(5);

  const all = await api.following(`${path}?limit=2`);
  assert.equal(all.length, 5);
  assert.equal(new Set(all.map(({ id }) => id)).size, 5);
  assert.deepEqual(
    all,
    all.toSorted((a, b) => (a.id < b.id ? 1 : -1)),
  );
  assert.deepEqual((await api.get(`${path}?limit=5`)).body.meta, {
    nextCursor: null,
    unreadCount: 5,
  });
});

test('what is read is not counted, and may become unread again', async () => {
  const { api } = await followedBy(3);
  const [first, ...rest] = (await api.get(path)).body.data;

  assert.equal((await api.patch(path, { ids: [first.id], read: true })).body.unreadCount, 2);
  const left = await api.get(`${path}?unread=true`);
  assert.deepEqual(
    left.body.data.map(({ id }: { id: string }) => id),
    rest.map(({ id }: { id: string }) => id),
  );
  assert.equal((await api.patch(path, { all: true, read: true })).body.unreadCount, 0);
  assert.equal((await api.patch(path, { ids: [first.id], read: false })).body.unreadCount, 1);
});

test('notifications are their reader\u2019s alone', async () => {
  const [ada, eve] = [await followedBy(1), await suite.newUser()];
  const [{ id }] = (await ada.api.get(path)).body.data;

  expectProblem(await stranger.get(path), 401, 'unauthenticated');
  expectProblem(await stranger.get(`${path}/unread-count`), 401, 'unauthenticated');
  expectProblem(await stranger.patch(path, { all: true, read: true }), 401, 'unauthenticated');
  assert.deepEqual((await eve.api.get(path)).body.data, []);
  expectStatus(await eve.api.patch(path, { ids: [id, nobodys], read: true }), 200);
  assert.equal(await unread(ada), 1);
});

test('what to mark must be said in one way', async () => {
  const { api } = await suite.newUser();
  const wrong: [object, string][] = [
    [{ read: true }, 'ids'],
    [{ read: true, ids: [] }, 'ids'],
    [{ read: true, ids: Array(101).fill(nobodys) }, 'ids'],
    [{ read: true, ids: ['x'] }, 'ids[0]'],
    [{ read: true, all: true, ids: [nobodys] }, 'ids'],
    [{ all: true }, 'read'],
    [{ all: true, read: true, userId: nobodys }, 'userId'],
  ];
  for (const [body, field] of wrong) {
    const reply = await api.patch(path, body);
    expectProblem(reply, 422, 'validation_failed');
    assert.deepEqual(failingFields(reply), [field], JSON.stringify(body));
  }
  assert.deepEqual(failingFields(await api.get(`${path}?cursor=x&limit=0`)), ['cursor', 'limit']);
});
