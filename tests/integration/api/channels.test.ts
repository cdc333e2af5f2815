import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { RtmpClient } from '../../testing/rtmp-client.ts';
import { until } from '../../testing/wait.ts';

const { server, stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

test('a channel is found by id and by handle, and never shows its key', async () => {
  const { handle, id } = await suite.newUser();
  const byHandle = await stranger.get(`/api/channels/${handle}`);
  assert.equal(byHandle.body.userId, id);
  assert.equal('streamKey' in byHandle.body, false);

  const byId = await stranger.get(`/api/channels/${byHandle.body.id}`);
  assert.deepEqual(byId.body, byHandle.body);
  for (const name of ['no-such-channel', nobodys]) {
    expectProblem(await stranger.get(`/api/channels/${name}`), 404, 'channel_not_found');
  }
});

test('a stream key is its owner\u2019s alone', async () => {
  const [owner, other] = [await suite.newStreamer(), await suite.newUser()];
  const path = `/api/channels/${owner.handle}/stream-key`;

  expectProblem(await stranger.get('/api/auth/stream-key'), 401, 'unauthenticated');
  expectProblem(await stranger.get(path), 401, 'unauthenticated');
  expectProblem(await other.api.get(path), 403, 'forbidden');
  assert.equal((await owner.api.get(path)).body.streamKey, owner.key);
  const none = `/api/channels/${nobodys}/stream-key`;
  expectProblem(await owner.api.get(none), 404, 'channel_not_found');
});

test('a new stream key takes the place of the old one at once', async (t) => {
  const own = new Scope(t);
  const { api, handle, key } = await suite.newStreamer();
  const publisher = await RtmpClient.connect(own, server.rtmpPort);
  await publisher.publish(key);

  const reply = await api.post(`/api/channels/${handle}/regenerate-stream-key`);
  expectStatus(reply, 200);
  assert.notEqual(reply.body.streamKey, key);
  await until('the publish under the old key ends', () => publisher.ended);

  const codes = await Promise.all(
    [key, reply.body.streamKey].map(async (each) => {
      const client = await RtmpClient.connect(own, server.rtmpPort);
      return (await client.publish(each)).code;
    }),
  );
  assert.deepEqual(codes, ['NetStream.Publish.BadName', 'NetStream.Publish.Start']);
});

test('a stream key is renewed by its owner alone', async () => {
  const [owner, other] = [await suite.newStreamer(), await suite.newUser()];
  const path = (channel: string) => `/api/channels/${channel}/regenerate-stream-key`;

  expectProblem(await other.api.post(path(owner.handle)), 403, 'forbidden');
  expectProblem(await other.api.post(path(nobodys)), 404, 'channel_not_found');
  const { body } = await owner.api.get('/api/auth/stream-key');
  assert.equal(body.streamKey, owner.key);
});

test('the channels of a user are a list, the default one first', async () => {
  const { api, handle, id, username } = await suite.newUser();
  for (const user of [id, username, 'me']) {
    const channels = await api.all(`/api/users/${user}/channels`);
    assert.equal(channels[0].handle, handle);
  }
  const mine = '/api/users/me/channels';
  expectProblem(await stranger.get(mine), 401, 'unauthenticated');
  expectProblem(await stranger.get(`/api/users/${nobodys}/channels`), 404, 'not_found');
});
