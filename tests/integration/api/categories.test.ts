import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';

const { stranger } = suite;
const path = '/api/categories';

test('the usual categories are there, in the order of their names', async () => {
  const names = (await stranger.all(path, 3)).map(({ name }) => name);
  const usual = ['Art', 'Education', 'Gaming', 'Music', 'Sports', 'Talk', 'Technology'];
  assert.deepEqual(
    names.filter((name) => usual.includes(name)),
    usual,
  );
});

test('a category is found by slug, name and id, in any case', async () => {
  const { body: art } = await stranger.get(`${path}/art`);
  assert.equal(art.name, 'Art');
  for (const name of ['ART', art.id, art.id.toUpperCase()]) {
    assert.deepEqual((await stranger.get(`${path}/${name}`)).body, art);
  }
  expectProblem(await stranger.get(`${path}/nonsense`), 404, 'category_not_found');
});

test('admins add, change and delete categories', async () => {
  const { api } = await suite.admin();
  const added = await api.post(path, { name: 'Board Games' });
  expectStatus(added, 201);
  assert.equal(added.body.slug, 'board-games');
  assert.deepEqual((await stranger.get(added.headers.get('location') ?? '')).body, added.body);

  const at = `${path}/board-games`;
  const patched = await api.patch(at, { iconUrl: '/icons/board.svg' });
  expectStatus(patched, 200);
  assert.equal(patched.body.name, 'Board Games');
  assert.equal(patched.body.iconUrl, '/icons/board.svg');
  const put = await api.put(at, { name: 'Board games' });
  expectStatus(put, 200);
  assert.deepEqual([put.body.name, put.body.iconUrl], ['Board games', null]);

  const taken = { name: 'ART' };
  expectProblem(await api.post(path, taken), 409, 'category_taken');
  expectProblem(await api.put(at, taken), 409, 'category_taken');
  expectProblem(await api.patch(at, taken), 409, 'category_taken');
  const wrong = await api.post(path, { name: ' ', slug: 'A b', iconUrl: 'javascript:1' });
  expectProblem(wrong, 422, 'validation_failed');
  assert.ok(failingFields(wrong).includes('name'));

  const user = await suite.newUser();
  const stream = await user.api.post('/api/streams', { title: 'x', categories: ['board-games'] });
  expectStatus(await api.delete(at), 200);
  const { body } = await stranger.get(`/api/streams/${stream.body.id}`);
  assert.deepEqual(body.categories, []);
  for (const [method, sent] of [
    ['PUT', { name: 'x' }],
    ['PATCH', {}],
    ['DELETE', undefined],
  ] as const) {
    expectProblem(await api.call(method, at, sent), 404, 'category_not_found');
  }
});

test('nobody else changes them', async () => {
  const { api } = await suite.newUser();
  for (const [method, at, body] of [
    ['POST', path, { name: 'Mine' }],
    ['PUT', `${path}/art`, { name: 'Mine' }],
    ['PATCH', `${path}/art`, { name: 'Mine' }],
    ['DELETE', `${path}/art`, undefined],
  ] as const) {
    expectProblem(await stranger.call(method, at, body), 401, 'unauthenticated');
    expectProblem(await api.call(method, at, body), 403, 'forbidden');
  }
  assert.equal((await stranger.get(`${path}/art`)).body.name, 'Art');
});
