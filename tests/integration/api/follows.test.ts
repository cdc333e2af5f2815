import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';

const { stranger } = suite;

test('a follower is counted once, sees that it follows, and may leave again', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const path = `/api/users/${ada.username}/follow`;
  assert.equal((await eve.api.get(`/api/users/${ada.id}`)).body.isFollowing, false);

  for (const name of [ada.username.toUpperCase(), ada.id]) {
    const reply = await eve.api.post(`/api/users/${name}/follow`);
    expectStatus(reply, 200);
    assert.deepEqual(reply.body, { following: true, followerCount: 1 });
  }
  const seen = await eve.api.get(`/api/users/${ada.id}`);
  assert.equal(seen.body.isFollowing, true);
  assert.equal(seen.body.followerCount, 1);
  assert.equal((await stranger.get(`/api/channels/${ada.handle}`)).body.followerCount, 1);

  for (let i = 0; i < 2; ++i) {
    const reply = await eve.api.delete(path);
    assert.deepEqual(reply.body, { following: false, followerCount: 0 });
  }
});

test('whether one follows is not said to strangers, nor of oneself', async () => {
  const { api, id } = await suite.newUser();
  assert.equal('isFollowing' in (await stranger.get(`/api/users/${id}`)).body, false);
  assert.equal('isFollowing' in (await api.get('/api/users/me')).body, false);
});

test('nobody follows themselves, nobody, or in the name of another', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const path = `/api/users/${ada.username}/follow`;

  expectProblem(await stranger.post(path), 401, 'unauthenticated');
  expectProblem(await stranger.delete(path), 401, 'unauthenticated');
  expectProblem(await ada.api.post(path), 409, 'follows_self');
  for (const name of ['nobody-at-all', '0190163d-8694-739b-aea5-966c26f8ad91']) {
    expectProblem(await eve.api.post(`/api/users/${name}/follow`), 404, 'not_found');
    expectProblem(await eve.api.delete(`/api/users/${name}/follow`), 404, 'not_found');
  }
  const other = await suite.newUser();
  const forged = await eve.api.post(path, { follower: other.id });
  expectProblem(forged, 422, 'validation_failed');
  assert.deepEqual(failingFields(forged), ['follower']);
  assert.deepEqual(await stranger.all(`/api/users/${other.id}/following`), []);
});

test('both ends of a follow are lists that everybody may read', async () => {
  const ada = await suite.newUser();
  const crowd = [await suite.newUser(), await suite.newUser(), await suite.newUser()];
  for (const { api } of crowd) expectStatus(await api.post(`/api/users/${ada.id}/follow`), 200);

  const followers = await stranger.all(`/api/users/${ada.username}/followers`, 2);
  assert.deepEqual(followers.map(({ id }) => id).toSorted(), crowd.map(({ id }) => id).toSorted());
  for (const { email, since } of followers) {
    assert.equal(email, undefined);
    assert.ok(Date.parse(since) <= Date.now());
  }
  const [mine] = await crowd[0]!.api.all('/api/users/me/following');
  assert.equal(mine.username, ada.username);
  assert.equal(mine.followerCount, 3);

  for (const list of ['followers', 'following']) {
    expectProblem(await stranger.get(`/api/users/me/${list}`), 401, 'unauthenticated');
    expectProblem(await stranger.get(`/api/users/nobody-at-all/${list}`), 404, 'not_found');
    const beyond = await stranger.get(`/api/users/${ada.id}/${list}?limit=101&page=0`);
    assert.deepEqual(failingFields(beyond), ['limit', 'page']);
  }
});

test('live streams can be listed of those alone whom one follows', async (t) => {
  const own = new Scope(t);
  const [ada, bob, eve] = [
    await suite.newStreamer(),
    await suite.newStreamer(),
    await suite.newUser(),
  ];
  const followed = await suite.publish(own, ada);
  const other = await suite.publish(own, bob);
  await eve.api.post(`/api/users/${ada.id}/follow`);

  const streams = await eve.api.all('/api/streams?followed=true&live=true');
  assert.deepEqual(
    streams.map(({ id }) => id),
    [followed.stream.id],
  );
  expectProblem(await stranger.get('/api/streams?followed=true'), 401, 'unauthenticated');
  await Promise.all([followed.end(), other.end()]);
});
