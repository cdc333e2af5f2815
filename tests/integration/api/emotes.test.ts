import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { User } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { png } from '../../testing/images.ts';

const { stranger } = suite;
const picture = png(30, 20);
const type = { 'Content-Type': 'image/png' };
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

function of({ handle }: User, code = ''): string {
  return `/api/channels/${handle}/emotes${code && `/${code}`}`;
}

async function put(user: User, code: string, tier = ''): Promise<any> {
  const query = tier && `?tier=${tier}`;
  const reply = await user.api.put(of(user, code) + query, picture, type);
  expectStatus(reply, 200);
  return reply.body;
}

async function codes(user: User): Promise<string[]> {
  const list = await stranger.all(of(user));
  return list.map(({ code }) => code);
}

test('an emote is put, shown to everybody and replaced', async () => {
  const ada = await suite.newUser();
  const first = await put(ada, 'Wave', 'pro');
  assert.equal(first.code, 'Wave');
  assert.equal(first.tier, 'pro');
  assert.deepEqual(await stranger.all(of(ada)), [first]);

  const shown = await fetch(first.url);
  assert.equal(shown.status, 200);
  assert.equal(shown.headers.get('content-type'), 'image/webp');
  assert.match(shown.headers.get('cache-control') ?? '', /immutable/);
  assert.equal(Buffer.from(await shown.arrayBuffer()).toString('latin1', 8, 12), 'WEBP');

  const form = new FormData();
  form.set('emote', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'wave.png');
  const second = await ada.api.put(of(ada, 'wave'), form);
  expectStatus(second, 200);
  assert.equal(second.body.tier, 'pro');
  assert.equal(second.body.createdAt, first.createdAt);
  assert.deepEqual(await codes(ada), ['wave']);
  assert.equal((await fetch(first.url)).status, 404);
  assert.equal((await fetch(second.body.url)).status, 200);
});

test('an emote changes its code and who may use it, each by itself', async () => {
  const ada = await suite.newUser();
  const { url } = await put(ada, 'wave');
  await put(ada, 'hype');

  const renamed = await ada.api.patch(of(ada, 'WAVE'), { newCode: 'Hello' });
  expectStatus(renamed, 200);
  assert.equal(renamed.body.tier, 'everyone');
  const dearer = await ada.api.patch(of(ada, 'hello'), { tier: 'premium' });
  assert.equal(dearer.body.code, 'Hello');
  assert.equal(dearer.body.tier, 'premium');
  assert.equal(dearer.body.url, url);
  assert.deepEqual(await codes(ada), ['Hello', 'hype']);

  expectProblem(await ada.api.patch(of(ada, 'hello'), { newCode: 'HYPE' }), 409, 'emote_taken');
  expectProblem(await ada.api.patch(of(ada, 'wave'), { newCode: 'oh' }), 404, 'emote_not_found');
  for (const newCode of ['a', 'a b', 'x'.repeat(21), '\u00e4\u00f6']) {
    const refused = await ada.api.patch(of(ada, 'hype'), { newCode });
    expectProblem(refused, 422, 'validation_failed');
    assert.deepEqual(failingFields(refused), ['newCode']);
  }
  const forged = { url: 'https://elsewhere.example', createdAt: 'now', tier: 'gold' };
  assert.deepEqual(failingFields(await ada.api.patch(of(ada, 'hype'), forged)), [
    'createdAt',
    'tier',
    'url',
  ]);
});

test('what is deleted is gone with its image', async () => {
  const ada = await suite.newUser();
  const { url } = await put(ada, 'wave');

  expectStatus(await ada.api.delete(of(ada, 'Wave')), 200);

  expectProblem(await ada.api.delete(of(ada, 'wave')), 404, 'emote_not_found');
  assert.deepEqual(await codes(ada), []);
  assert.equal((await fetch(url)).status, 404);
});

test('emotes are for the owner and admins to change', async () => {
  const [ada, eve, admin] = [await suite.newUser(), await suite.newUser(), await suite.admin()];
  await put(ada, 'wave');

  for (const [{ api }, status] of [
    [eve, 403],
    [admin, 200],
  ] as const) {
    assert.equal((await api.put(of(ada, 'mine'), picture, type)).status, status);
    assert.equal((await api.patch(of(ada, 'wave'), { tier: 'basic' })).status, status);
    assert.equal((await api.delete(of(ada, 'wave'))).status, status);
  }
  assert.deepEqual(await codes(ada), ['mine']);
  const records = (await admin.api.get('/api/admin/audit?action=emote.deleted')).body.data;
  assert.equal(records[0].actorId, admin.id);

  const nowhere = `/api/channels/${nobodys}/emotes`;
  expectProblem(await stranger.get(nowhere), 404, 'channel_not_found');
  expectProblem(await ada.api.put(`${nowhere}/wave`, picture, type), 404, 'channel_not_found');
  expectProblem(await ada.api.patch(`${nowhere}/wave`, {}), 404, 'channel_not_found');
  expectProblem(await ada.api.delete(`${nowhere}/wave`), 404, 'channel_not_found');
});

test('what is no picture is refused for what it is', async () => {
  const ada = await suite.newUser();
  const show = (bytes: Uint8Array, headers = type) => ada.api.put(of(ada, 'wave'), bytes, headers);
  expectProblem(await show(Buffer.from('<svg/>')), 415, 'unsupported_image');
  expectProblem(await show(png(2001, 2000, 1)), 422, 'image_too_large');
  expectProblem(await show(picture.subarray(0, 50)), 422, 'image_malformed');
  expectProblem(await show(Buffer.alloc(1024 * 1024 + 1)), 413, 'payload_too_large');
  const noForm = { 'Content-Type': 'multipart/form-data' };
  expectProblem(await show(picture, noForm), 400, 'malformed_form');
  for (const code of ['a', 'x'.repeat(21), 'a%20b', '%C3%A4%C3%B6']) {
    const reply = await ada.api.put(of(ada, code), picture, type);
    expectProblem(reply, 422, 'invalid_emote_code');
  }
  const query = await ada.api.put(`${of(ada, 'wave')}?tier=gold`, picture, type);
  assert.deepEqual(failingFields(query), ['tier']);
  assert.deepEqual(await codes(ada), []);
});

test('a channel has a hundred emotes, page by page, and no more', async () => {
  const ada = await suite.newUser();
  const wanted = Array.from({ length: 100 }, (_, i) => `emote_${String(i).padStart(3, '0')}`);
  for (const code of wanted) await put(ada, code);

  const more = await ada.api.put(of(ada, 'more'), picture, type);
  expectProblem(more, 409, 'too_many_emotes');
  await put(ada, 'EMOTE_000');

  const list = await stranger.all(of(ada), 30);
  assert.deepEqual(
    list.map(({ code }) => code.toLowerCase()),
    wanted,
  );
});
