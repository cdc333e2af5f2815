import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';

const { stranger } = suite;
const path = '/api/documents';

let made = 0;

/** A name that no other test has. */
function newSlug(): string {
  return `page-${Date.now().toString(36)}-${++made}`;
}

test('terms, privacy and rules are there from the first start', async () => {
  const slugs = (await stranger.all(path)).map(({ slug }) => slug);
  for (const slug of ['terms', 'privacy', 'rules']) {
    assert.ok(slugs.includes(slug), slug);
    const { body } = await stranger.get(`${path}/${slug}`);
    assert.equal(body.language, 'en');
    assert.ok(body.body.length > 1000);
  }
  expectProblem(await stranger.get(`${path}/no-such-page`), 404, 'not_found');
  expectProblem(await stranger.get(`${path}/no-such-page/versions`), 404, 'not_found');
});

test('an edit makes a version, and the earlier ones stay', async () => {
  const { api } = await suite.admin();
  const slug = newSlug();
  const first = await api.post(path, { slug, title: 'One', body: 'a' });
  expectStatus(first, 201);
  assert.equal(first.headers.get('location'), `${path}/${slug}?language=en`);

  const changes = [{ body: 'b' }, { title: 'Two' }, { title: 'Two' }];
  for (const change of changes) expectStatus(await api.patch(`${path}/${slug}`, change), 200);
  const last = await api.put(`${path}/${slug}`, { title: 'Three', body: 'c' });
  assert.equal(last.body.version, 4);

  const versions = await stranger.all(`${path}/${slug}/versions`, 2);
  assert.deepEqual(
    versions.map(({ version, title }) => [version, title]),
    [
      [4, 'Three'],
      [3, 'Two'],
      [2, 'One'],
      [1, 'One'],
    ],
  );
  assert.equal((await stranger.get(`${path}/${slug}?version=2`)).body.body, 'b');
  expectProblem(await stranger.get(`${path}/${slug}?version=5`), 404, 'not_found');
});

test('a reader gets the own language, else English', async () => {
  const { api } = await suite.admin();
  const slug = newSlug();
  await api.post(path, { slug, title: 'English', body: 'a' });
  const vietnamese = { slug, language: 'vi', title: 'Ti\u1ebfng Vi\u1ec7t', body: '\u1ea3' };
  expectStatus(await api.post(path, vietnamese), 201);
  const read = async (target: string, language: string) =>
    (await stranger.get(target, { 'Accept-Language': language })).body;

  assert.equal((await read(`${path}/${slug}`, 'vi')).body, '\u1ea3');
  assert.equal((await read(`${path}/${slug}`, 'ru')).language, 'en');
  assert.equal((await read(`${path}/${slug}?language=en`, 'vi')).title, 'English');
  expectProblem(await stranger.get(`${path}/${slug}?language=ru`), 404, 'not_found');
  const listed = (await stranger.all(path)).find((each) => each.slug === slug);
  assert.deepEqual(listed.languages, ['en', 'vi']);
});

test('standard ones can be edited, not deleted; others can', async () => {
  const { api } = await suite.admin();
  const slug = newSlug();
  await api.post(path, { slug, title: 'Gone soon', body: 'a' });

  expectProblem(await api.delete(`${path}/rules`), 409, 'document_needed');
  expectStatus(await api.delete(`${path}/${slug}`), 200);
  expectProblem(await api.delete(`${path}/${slug}`), 404, 'not_found');
  expectProblem(await api.patch(`${path}/${slug}`, { body: 'b' }), 404, 'not_found');
  expectProblem(await api.put(`${path}/${slug}`, { title: 'b', body: 'b' }), 404, 'not_found');
});

test('only administrators write', async () => {
  const { api } = await suite.newUser();
  const page = { slug: newSlug(), title: 'Mine', body: 'a' };

  expectProblem(await stranger.post(path, page), 401, 'unauthenticated');
  expectProblem(await api.post(path, page), 403, 'forbidden');
  expectProblem(await api.patch(`${path}/rules`, { body: 'none' }), 403, 'forbidden');
  expectProblem(await api.put(`${path}/rules`, { title: 'a', body: 'b' }), 403, 'forbidden');
  expectProblem(await api.delete(`${path}/rules`), 403, 'forbidden');
});

test('what is no document is refused field by field', async () => {
  const { api } = await suite.admin();
  const wrong = { slug: 'A b', title: '', language: 'EN', version: 7 };
  assert.deepEqual(failingFields(await api.post(path, wrong)), [
    'body',
    'language',
    'slug',
    'title',
    'version',
  ]);
  const taken = { slug: 'rules', title: 'Rules', body: 'a' };
  expectProblem(await api.post(path, taken), 409, 'document_exists');
  const huge = await api.patch(`${path}/rules`, { body: 'x'.repeat(204_801) });
  assert.deepEqual(failingFields(huge), ['body']);
});

test('there are as many documents as there may be', async () => {
  const { api } = await suite.admin();
  const slugs: string[] = [];
  for (let i = 0; i < 200; ++i) {
    const slug = newSlug();
    const reply = await api.post(path, { slug, title: 'One of many', body: 'a' });
    if (reply.status === 201) slugs.push(slug);
    else expectProblem(reply, 409, 'too_many_documents');
  }
  assert.ok(slugs.length < 200);
  for (const slug of slugs) expectStatus(await api.delete(`${path}/${slug}`), 200);
});
