import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, suite } from '../../testing/api-suite.ts';
import { description } from '../../testing/openapi.ts';

const { stranger } = suite;

test('the server describes itself as the program does', async () => {
  const { body } = await stranger.get('/api/openapi.json');
  assert.match(body.openapi, /^3\.1/);
  assert.deepEqual(body, description);
});

test('the server is well, and says so to whoever asks', async () => {
  for (const path of ['/health', '/health/live', '/health/ready']) {
    const reply = await stranger.get(path);
    expectStatus(reply, 200);
    assert.equal(reply.body.status, 'ok');
  }
});

test('an instance says what it is and where to publish', async () => {
  const { body } = await stranger.get('/api/instance');
  assert.equal(body.registration, 'open');
  assert.equal(body.rtmpUrl, suite.server.rtmpUrl);
  assert.ok(Math.abs(Date.parse(body.serverTime) - Date.now()) < 60_000);
});

test('what is not there is a problem too, in the language that was asked for', async () => {
  expectProblem(await stranger.get('/api/nothing'), 404, 'not_found');
  expectProblem(await stranger.delete('/api/auth/login'), 405, 'method_not_allowed');

  const details = new Set<string>();
  for (const language of ['en', 'vi', 'ru', 'es']) {
    const reply = await stranger.get('/api/auth/me', { 'Accept-Language': language });
    assert.equal(reply.headers.get('content-language'), language);
    details.add(reply.body.detail);
  }
  assert.equal(details.size, 4);
});
