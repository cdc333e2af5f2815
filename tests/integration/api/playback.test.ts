import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import type { Api } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';

// Who is told where to watch, and whose word of watching counts. That the addresses then play, and
// for how long, is in integration/playback-rights.test.ts.

const { stranger } = suite;
const streamer = await suite.newStreamer();
const onAir = await suite.publish(new Scope({ after }), streamer);
const path = `/api/streams/${onAir.stream.id}`;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

async function showTo(audience: string, visibility = 'public'): Promise<void> {
  expectStatus(await streamer.api.patch(path, { audience, visibility }), 200);
}

/** Word of a viewer, who is asked for no account. */
function beacon(more: object = {}, api: Api = stranger) {
  const streamId = onAir.stream.id;
  return api.post('/api/playback/beacon', { viewId: 'browser-1', streamId, watched: 1, ...more });
}

test('what is for everybody is played without a token, by id or by handle', async () => {
  await showTo('everyone');
  for (const place of [path, `/api/streams/${streamer.handle}`]) {
    const reply = await stranger.get(`${place}/stream`);
    expectStatus(reply, 200);
    assert.equal('token' in reply.body, false);
    assert.ok(reply.body.playback.flv.endsWith(`/live/${streamer.handle}.flv`));
  }
  expectProblem(await stranger.get(`/api/streams/${nobodys}/stream`), 404, 'stream_not_found');
  expectProblem(await stranger.get('/api/streams/no-such-handle/stream'), 404, 'stream_not_found');
  expectStatus(await beacon(), 200);
});

test('followers are given a token, and others told what it takes', async () => {
  await showTo('followers');
  const { api } = await suite.newUser();
  expectProblem(await stranger.get(`${path}/stream`), 401, 'unauthenticated');
  expectProblem(await api.get(`${path}/stream`), 403, 'followers_only');

  expectStatus(await api.post(`/api/users/${streamer.id}/follow`), 200);
  const { token, url, expiresAt } = (await api.get(`${path}/stream`)).body;
  assert.ok(url.includes(`/t/${token}/hls/`));
  assert.ok(Date.parse(expiresAt) > Date.now());
  expectStatus(await beacon({ token }), 200);
});

test('to follow is not to subscribe', async () => {
  await showTo('subscribers');
  const { api } = await suite.newUser();
  expectStatus(await api.post(`/api/users/${streamer.id}/follow`), 200);
  expectProblem(await stranger.get(`${path}/stream`), 401, 'unauthenticated');
  expectProblem(await api.get(`${path}/stream`), 403, 'subscribers_only');
});

test('what is private is there for its owner alone', async () => {
  await showTo('everyone', 'private');
  const { api } = await suite.newUser();
  for (const caller of [stranger, api]) {
    expectProblem(await caller.get(`${path}/stream`), 404, 'stream_not_found');
  }
  expectStatus(await streamer.api.get(`${path}/stream`), 200);
});

test('a beacon counts only from who may watch', async () => {
  await showTo('everyone', 'private');
  expectProblem(await beacon(), 404, 'stream_not_found');
  expectProblem(await beacon({ streamId: nobodys }), 404, 'stream_not_found');
  const ofVideo = { viewId: 'browser-1', videoId: nobodys, watched: 1 };
  expectProblem(await stranger.post('/api/playback/beacon', ofVideo), 404, 'video_not_found');
  await showTo('followers');
  expectProblem(await beacon(), 403, 'playback_forbidden');
  expectProblem(await beacon({ token: 'made up' }), 403, 'playback_forbidden');
  expectProblem(await beacon({}, streamer.api), 403, 'playback_forbidden');
});

test('a beacon says no more than it is asked', async () => {
  const reply = await beacon({ viewId: 'a b', watched: 61, userId: nobodys, viewCount: 9 });
  expectProblem(reply, 422, 'validation_failed');
  assert.deepEqual(failingFields(reply), ['userId', 'viewCount', 'viewId', 'watched']);
});
