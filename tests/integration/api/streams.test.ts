import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { until } from '../../testing/wait.ts';

const { stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

test('a stream on air is found by id and by handle, and ends with its publisher', async (t) => {
  const streamer = await suite.newStreamer();
  assert.equal(await stranger.isLive(streamer.handle), false);
  const onAir = await suite.publish(new Scope(t), streamer);

  const { stream } = onAir;
  assert.equal(stream.userId, streamer.id);
  assert.equal(stream.status, 'live');
  const byId = await stranger.get(`/api/streams/${stream.id}`);
  assert.equal(byId.body.handle, streamer.handle);
  const status = await stranger.get(`/api/streams/${stream.id}/status`);
  assert.equal(status.body.isLive, true);
  const listed = await stranger.all('/api/streams?live=true');
  assert.ok(listed.some(({ id }) => id === stream.id));
  const channel = await stranger.get(`/api/channels/${streamer.handle}`);
  assert.equal(channel.body.isLive, true);

  await onAir.end();
  await until('it is over', async () => !(await stranger.isLive(streamer.handle)));
  const ended = await stranger.get(`/api/streams/${stream.id}`);
  assert.equal(ended.body.status, 'ended');
  assert.ok(ended.body.endedAt >= ended.body.startedAt);
});

test('a secret key is never live, nor told', async (t) => {
  const streamer = await suite.newStreamer();
  const onAir = await suite.publish(new Scope(t), streamer);

  assert.equal(await stranger.isLive(streamer.handle), true);
  assert.equal(await stranger.isLive(streamer.key), false);
  const { body } = await stranger.get(`/api/streams/check/${streamer.handle}`);
  assert.equal(body.streamKey, streamer.handle);
  assert.doesNotMatch(JSON.stringify(onAir.stream), new RegExp(streamer.key));
});

test('the list is sought by words, sorted and cut into pages', async (t) => {
  const own = new Scope(t);
  const streamers = [await suite.newStreamer(), await suite.newStreamer()];
  for (const streamer of streamers) await suite.publish(own, streamer);

  for (const sort of ['newest', 'viewers']) {
    const found = await stranger.all(`/api/streams?live=true&sort=${sort}`, 1);
    const handles = found.map(({ handle }) => handle);
    for (const { handle } of streamers) assert.ok(handles.includes(handle), `${handle}, ${sort}`);
  }
  const { body } = await stranger.get('/api/streams?q=no-stream-has-these-words');
  assert.deepEqual(body.data, []);
  expectProblem(await stranger.get('/api/streams?limit=101&sort=x'), 422, 'validation_failed');
});

test('a stream that is not there is not found', async () => {
  for (const name of [nobodys, 'no-such-channel', (await suite.newUser()).handle]) {
    expectProblem(await stranger.get(`/api/streams/${name}`), 404, 'stream_not_found');
    expectProblem(await stranger.get(`/api/streams/${name}/status`), 404, 'stream_not_found');
  }
  expectStatus(await stranger.get('/api/streams/check/no-such-channel'), 200);
});
