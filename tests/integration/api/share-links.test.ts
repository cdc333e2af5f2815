import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { wholeRun } from '../../testing/cleanup.ts';
import { newVideo } from '../../testing/videos.ts';
import { until } from '../../testing/wait.ts';

const { stranger } = suite;
const ada = await suite.newUser();
const eve = await suite.newUser();
const secret = await newVideo(wholeRun, ada, { title: 'Secret' });
const open = await newVideo(wholeRun, ada, { title: 'Open', visibility: 'public' });
const links = `/api/videos/${secret.id}/share-links`;

async function made(body = {}): Promise<{ id: string; share: string }> {
  const reply = await ada.api.post(links, body);
  expectStatus(reply, 201);
  const [page, share] = reply.body.url.split('#share=');
  assert.ok(page.endsWith(`/video/${secret.id}`), page);
  return { id: reply.body.id, share };
}

function opened(share: string, password?: string) {
  const body = { share, ...(password === undefined ? {} : { password }) };
  return stranger.post('/api/share-links/open', body);
}

test('who has a link watches what is private', async () => {
  const { share } = await made();
  const reply = await opened(share);
  expectStatus(reply, 200);
  assert.equal(reply.body.video.id, secret.id);
  assert.match(reply.body.playback.url, /\/t\/[^/]+\/vod\//);
  const direct = await stranger.get(`/api/videos/${secret.id}/stream?share=${share}`);
  expectStatus(direct, 200);
  const list = await ada.api.get(links);
  assert.ok(list.body.data.every((link: object) => !('url' in link)));
});

test('a password is asked for', async () => {
  const { share } = await made({ password: 'between us' });
  expectProblem(await opened(share), 403, 'link_password_required');
  expectProblem(await opened(share, 'a guess'), 403, 'link_password_wrong');
  expectStatus(await opened(share, 'between us'), 200);
  const path = `/api/videos/${secret.id}/stream?share=${share}`;
  expectProblem(await stranger.get(path), 403, 'link_password_required');
});

test('a link ends when it was to end', async () => {
  const expiresAt = new Date(Date.now() + 3000).toISOString();
  const { share } = await made({ expiresAt });
  const first = await opened(share);
  expectStatus(first, 200);
  assert.equal(first.body.playback.expiresAt, expiresAt);
  await until('the link is over', async () => (await opened(share)).status === 404);
});

test('a link that is revoked opens nothing', async () => {
  const { id, share } = await made();
  expectStatus(await ada.api.delete(`${links}/${id}`), 200);
  expectProblem(await opened(share), 404, 'link_not_found');
  expectProblem(await ada.api.delete(`${links}/${id}`), 404, 'link_not_found');
  const path = `/api/videos/${secret.id}/stream?share=${share}`;
  expectProblem(await stranger.get(path), 404, 'link_not_found');
});

test('links are their video\u2019s owner\u2019s', async () => {
  const { id } = await made();
  const others = `/api/videos/${open.id}/share-links`;
  for (const [path, status] of [
    [links, 404],
    [others, 403],
  ] as const) {
    expectProblem(await eve.api.get(path), status);
    expectProblem(await eve.api.post(path), status);
    expectProblem(await eve.api.delete(`${path}/${id}`), status);
  }
  const wrong = await ada.api.post(links, { expiresAt: '2020-01-01T00:00:00Z' });
  assert.deepEqual(failingFields(wrong), ['expiresAt']);
  const more = await ada.api.post(links, { password: 'abc', secret: 'mine' });
  assert.deepEqual(failingFields(more), ['password', 'secret']);
});

test('a video has so many links and no more', async () => {
  const video = await newVideo(wholeRun, ada, { title: 'Another' });
  const path = `/api/videos/${video.id}/share-links`;
  for (let count = 0; count < 50; ++count) expectStatus(await ada.api.post(path), 201);
  expectProblem(await ada.api.post(path), 409, 'too_many_links');
});
