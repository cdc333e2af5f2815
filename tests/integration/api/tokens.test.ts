import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api, expectProblem, expectRefusal } from '../../testing/api.ts';
import { expectStatus, failingFields, revokedWithin, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { operations } from '../../testing/openapi.ts';
import { Server } from '../../testing/server.ts';
import { until } from '../../testing/wait.ts';

const { stranger } = suite;
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

async function create(api: Api, scopes: string[], more = {}) {
  return api.post('/api/auth/tokens', { name: 'ci', scopes, ...more });
}

test('a token is shown once, and good until it is revoked', async () => {
  const { api } = await suite.newUser();
  const made = await create(api, ['media:write']);
  expectStatus(made, 201);
  assert.match(made.body.token, /^frs_[0-9a-f]{64}$/);
  const [listed] = (await api.get('/api/auth/tokens')).body.data;
  const { token, ...shown } = made.body;
  assert.deepEqual(listed, shown);

  expectStatus(await suite.api(token).get('/api/streams'), 200);
  expectStatus(await stranger.get('/api/streams', { 'X-API-Key': token }), 200);
  expectStatus(await api.delete(made.headers.get('location') ?? ''), 200);
  const isRefused = async () => (await suite.api(token).get('/api/streams')).status === 401;
  await until('the token is refused', isRefused, revokedWithin);
  expectProblem(await api.delete(`/api/auth/tokens/${shown.id}`), 404, 'not_found');
});

test('a token is its owner only where its scope says so', async () => {
  const { api, username } = await suite.newUser();
  const { token } = (await create(api, ['media:read'])).body;
  const program = suite.api(token);
  const seen = await program.get(`/api/users/${username}`);
  expectStatus(seen, 200);
  assert.equal('email' in seen.body || 'streamKey' in seen.body, false);

  const theirs: [Api, RegExp][] = [
    [program, /media|videos|jobs|search|me\/storage/],
    [suite.api((await create(api, ['streams:write'])).body.token), /^\/api\/(?!videos|media|jobs)/],
  ];
  for (const operation of operations) {
    if (!operation.codes(403).includes('scope_missing')) continue;
    for (const [as, open] of theirs) {
      const reply = await as.call(operation.method, operation.at(nobodys));
      if (reply.status === 403) expectRefusal(operation, reply, 403, 'scope_missing');
      else assert.match(operation.path, open, operation.id);
    }
  }
});

test('tokens are made within limits, and admin ones by admins', async () => {
  const { api } = await suite.newUser();
  assert.deepEqual(failingFields(await create(api, ['admin'])), ['scopes']);
  assert.deepEqual(failingFields(await api.post('/api/auth/tokens')), ['name', 'scopes']);
  expectProblem(await create(api, ['everything']), 422, 'validation_failed');
  const past = { expiresAt: '2020-01-01T00:00:00Z' };
  assert.deepEqual(failingFields(await create(api, ['media:read'], past)), ['expiresAt']);
  const unknown = await create(api, ['media:read'], { token: 'frs_mine' });
  assert.deepEqual(failingFields(unknown), ['token']);

  for (let i = 0; i < 50; ++i) expectStatus(await create(api, ['media:read']), 201);
  expectProblem(await create(api, ['media:read']), 409, 'too_many_tokens');
});

test('nobody sees or revokes the tokens of another', async () => {
  const [owner, other] = [await suite.newUser(), await suite.newUser()];
  const made = await create(owner.api, ['media:write']);
  assert.deepEqual((await other.api.get('/api/auth/tokens')).body.data, []);
  expectProblem(await other.api.delete(`/api/auth/tokens/${made.body.id}`), 404, 'not_found');
  expectStatus(await suite.api(made.body.token).get('/api/streams'), 200);
});

test('an admin token does what its owner may', async () => {
  const admin = await suite.admin();
  const { token, id } = (await create(admin.api, ['admin'])).body;
  expectStatus(await suite.api(token).get('/api/admin/users'), 200);
  expectProblem(await suite.api(token).get('/api/users/me'), 403, 'scope_missing');
  expectStatus(await admin.api.delete(`/api/auth/tokens/${id}`), 200);
});

test('API_TOKEN waits for the first admin', async (t) => {
  const env = { API_TOKEN: 'a token of the environment' };
  const server = await Server.start(new Scope(t), { env });
  const program = new Api(server, env.API_TOKEN);
  expectStatus(await program.get('/api/streams'), 200);
  for (const operation of operations) {
    if (!operation.codes(403).includes('api_token_without_admin')) continue;
    const reply = await program.call(operation.method, operation.at(nobodys));
    expectRefusal(operation, reply, 403, 'api_token_without_admin');
  }
  assert.doesNotMatch(server.log, /a token of the environment/);
  await server.stop();
});
