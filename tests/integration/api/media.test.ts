import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { wholeRun } from '../../testing/cleanup.ts';
import { newVideo, settled, uploadFilm } from '../../testing/videos.ts';

const ada = await suite.newUser();
const eve = await suite.newUser();
const film = await newVideo(wholeRun, ada, { title: 'Film', visibility: 'public' });
const { id: brokenId } = await uploadFilm(ada, new TextEncoder().encode('no film'));
await settled(ada, brokenId);

async function program(user: typeof ada, scope: string) {
  const reply = await user.api.post('/api/auth/tokens', { name: 'ci', scopes: [scope] });
  expectStatus(reply, 201);
  return suite.api(reply.body.token);
}

const writer = await program(ada, 'media:write');
const reader = await program(ada, 'media:read');
const others = await program(eve, 'media:write');

test('programs see what is their owner\u2019s, and nothing else', async () => {
  assert.equal((await reader.all('/api/media', 1)).length, 2);
  expectStatus(await reader.get(`/api/media/${film.id}`), 200);
  expectStatus(await reader.get(`/api/media/${film.id}/stream`), 200);
  expectProblem(await reader.get(`/api/media/${brokenId}/stream`), 409, 'video_not_ready');
  assert.deepEqual(await others.all('/api/media'), []);
  for (const path of [`/api/media/${film.id}`, `/api/media/${film.id}/stream`]) {
    expectProblem(await others.get(path), 404, 'video_not_found');
  }
  expectProblem(await others.patch(`/api/media/${film.id}`, { title: 'Mine' }), 404);
  expectProblem(await others.delete(`/api/media/${film.id}`), 404, 'video_not_found');
});

test('a scope is good for what it says', async () => {
  const streams = await program(ada, 'streams:write');
  expectProblem(await streams.get('/api/media'), 403, 'scope_missing');
  const path = `/api/media/${film.id}`;
  expectProblem(await reader.patch(path, { title: 'New' }), 403, 'scope_missing');
  expectProblem(await reader.delete(path), 403, 'scope_missing');
  assert.equal((await writer.patch(path, { title: 'New' })).body.title, 'New');
  const wrong = await writer.patch(path, { viewCount: 9, generation: 1 });
  assert.deepEqual(failingFields(wrong), ['generation', 'viewCount']);
  expectStatus(await writer.delete(path), 200);
  expectProblem(await writer.get(path), 404, 'video_not_found');
});
