import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { Server } from '../../testing/server.ts';

const account = { username: 'carol', email: 'carol@example.com', password: 'long enough' };

/** What the program prints for whoever started it. */
function setupCode(server: Server): string {
  return /\/setup\?code=([a-z2-7]+)/.exec(server.child.output.toString())?.[1] ?? '';
}

test('whoever reads the output of the program becomes the first admin, once', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const stranger = new Api(server);
  assert.deepEqual((await stranger.get('/api/setup')).body, { needed: true });
  const code = setupCode(server);
  assert.equal(server.child.errors.includes(code), false, 'the code is in the log');

  const setup = (changes: object) => stranger.post('/api/setup', { code, ...account, ...changes });
  expectProblem(await setup({ code: 'guessed' }), 422, 'setup_code_wrong');
  assert.deepEqual(failingFields(await setup({ role: 'admin' })), ['role']);
  const first = { ...account, username: 'ada' };
  expectStatus(await stranger.post('/api/auth/register', first), 201);
  expectProblem(await setup({ username: 'ADA', email: 'b@example.com' }), 409, 'username_taken');
  expectProblem(await setup({}), 409, 'email_taken');

  const made = await setup({ email: 'first@example.com', tokenDelivery: 'body' });
  expectStatus(made, 201);
  assert.equal(made.body.user.role, 'admin');
  expectStatus(await new Api(server, made.body.token).get('/api/admin/users'), 200);
  assert.deepEqual((await stranger.get('/api/setup')).body, { needed: false });
  expectProblem(await setup({ username: 'eve' }), 404, 'not_found');
  await server.stop();

  const again = await Server.start(scope, { dataDir: server.dataDir });
  assert.equal(setupCode(again), '');
  await again.stop();
});

test('the admin of the environment is whoever has its password, and nobody else', async (t) => {
  const scope = new Scope(t);
  const ADMIN_EMAIL = 'Carol@example.com';
  const first = await Server.start(scope);
  expectStatus(await new Api(first).post('/api/auth/register', account), 201);
  await first.stop();

  const roleOf = async (server: Server) => {
    const { email, password } = account;
    const signedIn = await new Api(server).post('/api/auth/login', { email, password });
    expectStatus(signedIn, 200);
    return signedIn.body.user.role;
  };
  const env = { ADMIN_EMAIL, ADMIN_PASSWORD: 'not that of Carol' };
  const second = await Server.start(scope, { dataDir: first.dataDir, env });
  assert.equal(await roleOf(second), 'user');
  assert.notEqual(setupCode(second), '');
  assert.match(second.log, /nobody is made an admin by ADMIN_EMAIL/);
  assert.equal(second.log.includes(env.ADMIN_PASSWORD), false);
  await second.stop();

  env.ADMIN_PASSWORD = account.password;
  const third = await Server.start(scope, { dataDir: first.dataDir, env });
  assert.equal(await roleOf(third), 'admin');
  assert.equal(setupCode(third), '');
  await third.stop();
});

test('the admin of the environment may have left somebody else in charge', async (t) => {
  const scope = new Scope(t);
  const env = { ADMIN_EMAIL: 'carol@example.com', ADMIN_PASSWORD: 'long enough' };
  const first = await Server.start(scope, { env });
  const login = { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD };
  const carol = new Api(first, (await new Api(first).post('/api/auth/login', login)).body.token);
  const bob = { username: 'bob', email: 'bob@example.com', password: 'long enough' };
  const { id } = (await new Api(first).post('/api/auth/register', bob)).body.user;
  expectStatus(await carol.patch(`/api/admin/users/${id}`, { role: 'admin' }), 200);
  expectStatus(await carol.call('DELETE', '/api/users/me', { password: env.ADMIN_PASSWORD }), 200);
  await first.stop();

  const second = await Server.start(scope, { dataDir: first.dataDir, env });
  expectProblem(await new Api(second).post('/api/auth/login', login), 401, 'wrong_credentials');
  await second.stop();
});

test('the account of the suite came from the environment', async () => {
  const { username } = await suite.admin();
  assert.match(username, /^[a-z0-9_-]{3,50}$/);
});

test('a password of the environment that is too short stops the start with one line', async (t) => {
  const env = { ADMIN_EMAIL: 'carol@example.com', ADMIN_PASSWORD: 'short' };
  const server = await Server.launch(new Scope(t), { env });
  const { code } = await server.child.exited;
  assert.equal(code, 2);
  assert.match(server.child.errors, /^freshet: ADMIN_PASSWORD: [^\n]+ 8 to 128 characters\n$/);
});

test('where registration is by invite, an invite is asked for and used up', async (t) => {
  const env = {
    REGISTRATION: 'invite',
    ADMIN_EMAIL: 'carol@example.com',
    ADMIN_PASSWORD: 'long enough',
  };
  const server = await Server.start(new Scope(t), { env });
  const stranger = new Api(server);
  const login = { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD };
  const admin = new Api(server, (await stranger.post('/api/auth/login', login)).body.token);
  const register = (name: string, more = {}) =>
    stranger.post('/api/auth/register', {
      username: name,
      email: `${name}@example.com`,
      password: 'long enough',
      ...more,
    });

  expectProblem(await register('ada'), 403, 'invite_required');
  const made = await admin.post('/api/admin/invites', { email: 'Ada@example.com' });
  expectStatus(made, 201);
  const { code: invite, url, ...shown } = made.body;
  assert.ok(url.endsWith(`/register?invite=${invite}`));
  const nonsense = await register('ada', { invite: 'nonsense' });
  expectProblem(nonsense, 422, 'invite_invalid');
  expectProblem(await register('eve', { invite }), 422, 'invite_invalid');
  expectStatus(await register('ada', { invite }), 201);
  assert.deepEqual(await admin.all('/api/admin/invites'), [{ ...shown, usesLeft: 0 }]);

  const other = (await admin.post('/api/admin/invites', { uses: 3 })).body;
  expectStatus(await admin.delete(`/api/admin/invites/${other.id}`), 200);
  expectProblem(await admin.delete(`/api/admin/invites/${other.id}`), 404, 'not_found');
  expectProblem(await register('bob', { invite: other.code }), 422, 'invite_invalid');
  const past = await admin.post('/api/admin/invites', { expiresAt: '2020-01-01T00:00:00Z' });
  assert.deepEqual(failingFields(past), ['expiresAt']);
  await server.stop();
});
