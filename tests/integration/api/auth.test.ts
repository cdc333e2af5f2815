import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api, newStreamer, type Reply } from '../../testing/api.ts';
import {
  expectProblem,
  expectStatus,
  failingFields,
  revokedWithin,
  suite,
} from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { Server } from '../../testing/server.ts';
import { until } from '../../testing/wait.ts';

const { stranger } = suite;
const delivery = { tokenDelivery: 'body' };

test('who registers is signed in, and finds a channel', async () => {
  const account = { username: 'Ada', email: 'ada@example.com', password: 'analytical' };
  const reply = await stranger.post('/api/auth/register', account);
  expectStatus(reply, 201);
  assert.equal(reply.body.user.username, 'Ada');
  assert.equal('password' in reply.body.user, false);
  expectStatus(await stranger.get(reply.headers.get('location') ?? ''), 200);

  const me = await suite.api(reply.body.token).get('/api/auth/me');
  expectStatus(me, 200);
  assert.equal(me.body.email, 'ada@example.com');
  const channel = await stranger.get('/api/channels/ada');
  assert.equal(channel.body.userId, reply.body.user.id);
});

test('names and addresses are taken whatever their case', async () => {
  const { username, email } = await suite.newUser();
  const attempt = (changes: object) =>
    stranger.post('/api/auth/register', {
      username: `${username}-2`,
      email: `2-${email}`,
      password: 'long enough',
      ...changes,
    });
  const sameName = await attempt({ username: username.toUpperCase() });
  expectProblem(sameName, 409, 'username_taken');
  assert.deepEqual(failingFields(sameName), ['username']);
  const sameAddress = await attempt({ email: email.toUpperCase() });
  expectProblem(sameAddress, 409, 'email_taken');
  assert.deepEqual(failingFields(sameAddress), ['email']);
});

test('every failing field is named', async () => {
  const bad = { username: 'a!', email: 'nowhere', password: 'short' };
  const reply = await stranger.post('/api/auth/register', bad);
  expectProblem(reply, 422);
  assert.deepEqual(failingFields(reply), ['email', 'password', 'username']);

  const good = { username: 'fields', email: 'fields@example.com', password: 'long enough' };
  const unknown = await stranger.post('/api/auth/register', { ...good, role: 'admin' });
  expectProblem(unknown, 422);
  assert.deepEqual(failingFields(unknown), ['role']);
});

test('reserved names cannot be had', async () => {
  for (const username of ['admin', 'API', 'live', 'me', '0190163d-8694-739b-aea5-966c26f8ad91']) {
    const account = { username, email: `${username}@example.com`, password: 'long enough' };
    expectProblem(await stranger.post('/api/auth/register', account), 422);
  }
});

test('where registration is closed nobody registers', async (t) => {
  const server = await Server.start(new Scope(t), { env: { REGISTRATION: 'closed' } });
  const account = { username: 'Ada', email: 'ada@example.com', password: 'analytical' };
  const reply = await new Api(server).post('/api/auth/register', account);
  expectProblem(reply, 403, 'registration_closed');
  await server.stop();
});

test('sign-in tells neither which part was wrong nor who exists', async () => {
  const { email } = await suite.newUser();
  const wrong = await stranger.post('/api/auth/login', { email, password: 'not the one' });
  const nobody = { email: 'nobody@example.com', password: 'not the one' };
  const unknown = await stranger.post('/api/auth/login', nobody);
  expectProblem(wrong, 401, 'wrong_credentials');
  expectProblem(unknown, 401, 'wrong_credentials');
  assert.equal(wrong.body.detail, unknown.body.detail);
});

test('who signs out is out within a second', async () => {
  const { api } = await suite.newUser();
  expectStatus(await api.post('/api/auth/logout'), 200);

  await until('401', async () => (await api.get('/api/auth/me')).status === 401, revokedWithin);
});

test('refresh tokens rotate, and the reuse of an old one ends the session', async () => {
  const { email, password } = await suite.newUser();
  const login = await stranger.post('/api/auth/login', { email, password, ...delivery });
  let { refreshToken, token } = login.body;
  const oldest = refreshToken;
  for (let i = 0; i < 3; ++i) {
    const reply = await stranger.post('/api/auth/refresh', { refreshToken, ...delivery });
    expectStatus(reply, 200);
    assert.notEqual(reply.body.refreshToken, refreshToken);
    ({ refreshToken, token } = reply.body);
  }

  const reuse = await stranger.post('/api/auth/refresh', { refreshToken: oldest, ...delivery });
  expectProblem(reuse, 401, 'refresh_reused');
  const api = suite.api(token);
  await until('401', async () => (await api.get('/api/auth/me')).status === 401, revokedWithin);
  const after = await stranger.post('/api/auth/refresh', { refreshToken, ...delivery });
  expectProblem(after, 401, 'session_ended');
});

test('what is no refresh token gives no session', async () => {
  expectProblem(await stranger.post('/api/auth/refresh'), 401, 'unauthenticated');
  const refreshToken = 'x'.repeat(40);
  expectProblem(await stranger.post('/api/auth/refresh', { refreshToken }), 401, 'token_invalid');
});

test('browsers get the refresh token as a cookie that scripts cannot see', async () => {
  const { email, password } = await suite.newUser();
  const login = await stranger.post('/api/auth/login', { email, password });
  const cookie = login.headers.get('set-cookie') ?? '';
  assert.equal('refreshToken' in login.body, false);
  for (const part of [/HttpOnly/i, /SameSite=Strict/i, /Path=\/api\/auth/]) {
    assert.match(cookie, part);
  }

  const same = { Cookie: cookie.split(';')[0] ?? '', Origin: suite.server.url };
  expectStatus(await stranger.post('/api/auth/refresh', {}, same), 200);
});

test('a user is found by id and by name, and shows to others what is public', async () => {
  const user = await suite.newUser();
  for (const name of [user.id, user.username, user.handle]) {
    const { body } = await stranger.get(`/api/users/${name}`);
    assert.equal(body.id, user.id);
    assert.equal('email' in body, false);
  }
  const { body } = await user.api.get('/api/users/me');
  assert.equal(body.email, user.email);
  expectProblem(await stranger.get('/api/users/nobody-of-that-name'), 404, 'not_found');
});

test('limits are answered with when to come back', async (t) => {
  const strict = await Server.start(new Scope(t), { env: { RATE_LIMIT_AUTH: '3' } });
  const api = new Api(strict);
  const replies: Reply[] = [];
  for (let i = 0; i < 4; ++i) {
    const attempt = { email: 'nobody@example.com', password: 'not the one' };
    replies.push(await api.post('/api/auth/login', attempt));
  }

  assert.deepEqual(
    replies.map(({ status }) => status),
    [401, 401, 401, 429],
  );
  await strict.stop();
});

test('every user has a bucket of requests, and sees how much is left', async (t) => {
  const env = { RATE_LIMIT_MAX_REQUESTS: '4', RATE_LIMIT_WINDOW_MS: '3600000' };
  const strict = await Server.start(new Scope(t), { env });
  const streamer = await newStreamer(strict); // Two of the address, or of the address and the user.
  const left: string[] = [];
  for (let i = 0; i < 3; ++i) {
    const { headers } = await streamer.api.get('/api/auth/me');
    left.push(headers.get('ratelimit-remaining') ?? '');
  }
  assert.deepEqual(left, ['2', '1', '0']);
  expectProblem(await streamer.api.get('/api/auth/me'), 429, 'rate_limited');
  expectStatus(await new Api(strict).get('/api/instance'), 200);
  await strict.stop();
});
