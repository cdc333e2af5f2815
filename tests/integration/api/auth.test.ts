import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Api, newStreamer, type Reply } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
const stranger = new Api(server);

/** An error as RFC 9457 wants it, with what this product adds. */
function assertProblem(reply: Reply, status: number): void {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal(reply.body.status, status);
  for (const field of ['type', 'title', 'detail', 'code', 'requestId']) {
    assert.equal(typeof reply.body[field], 'string', field);
  }
}

function failingFields(reply: Reply): string[] {
  return reply.body.errors.map(({ field }: { field: string }) => field).toSorted();
}

test('who registers is signed in, and finds a channel', async () => {
  const account = { username: 'Ada', email: 'ada@example.com', password: 'analytical' };
  const reply = await stranger.post('/api/auth/register', account);
  assert.equal(reply.status, 201);
  assert.ok(reply.headers.get('location'));
  assert.equal(reply.body.user.username, 'Ada');
  assert.equal('password' in reply.body.user, false);

  const me = await new Api(server, reply.body.token).get('/api/auth/me');
  assert.equal(me.status, 200);
  const channel = await stranger.get('/api/channels/ada');
  assert.equal(channel.status, 200);
  assert.equal(channel.body.userId, reply.body.user.id);
  assert.equal('streamKey' in channel.body, false);

  const taken = { ...account, username: 'aDA', email: 'other@example.com' };
  assertProblem(await stranger.post('/api/auth/register', taken), 409);
});

test('every failing field is named', async () => {
  const bad = { username: 'a!', email: 'nowhere', password: 'short' };
  const reply = await stranger.post('/api/auth/register', bad);
  assertProblem(reply, 422);
  assert.deepEqual(failingFields(reply), ['email', 'password', 'username']);

  const good = { username: 'fields', email: 'fields@example.com', password: 'long enough' };
  const unknown = await stranger.post('/api/auth/register', { ...good, role: 'admin' });
  assertProblem(unknown, 422);
  assert.deepEqual(failingFields(unknown), ['role']);
});

test('reserved names cannot be had', async () => {
  for (const username of ['admin', 'API', 'live', 'me', '0190163d-8694-739b-aea5-966c26f8ad91']) {
    const account = { username, email: `${username}@example.com`, password: 'long enough' };
    assertProblem(await stranger.post('/api/auth/register', account), 422);
  }
});

test('bodies that are no JSON are refused as what they are', async () => {
  const url = `${server.url}/api/auth/login`;
  const post = async (type: string, body: string) => {
    const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  assertProblem(await post('application/json', '{"email":'), 400);
  assertProblem(await post('text/plain', '{}'), 415);
});

test('sign-in tells neither which part was wrong nor who exists', async () => {
  const { email } = await newStreamer(server);
  const wrong = await stranger.post('/api/auth/login', { email, password: 'not the one' });
  const nobody = { email: 'nobody@example.com', password: 'not the one' };
  const unknown = await stranger.post('/api/auth/login', nobody);
  assertProblem(wrong, 401);
  assertProblem(unknown, 401);
  assert.equal(wrong.body.detail, unknown.body.detail);
});

test('who signs out is out within a second', async () => {
  const { api } = await newStreamer(server);
  assert.equal((await api.post('/api/auth/logout')).status, 200);

  await until('401', async () => (await api.get('/api/auth/me')).status === 401, 1.5);
});

test('refresh tokens rotate, and the reuse of an old one ends the session', async () => {
  const { email, password } = await newStreamer(server);
  const delivery = { tokenDelivery: 'body' };
  const login = await stranger.post('/api/auth/login', { email, password, ...delivery });
  let { refreshToken, token } = login.body;
  const oldest = refreshToken;
  for (let i = 0; i < 3; ++i) {
    const reply = await stranger.post('/api/auth/refresh', { refreshToken, ...delivery });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.notEqual(reply.body.refreshToken, refreshToken);
    ({ refreshToken, token } = reply.body);
  }

  const reuse = await stranger.post('/api/auth/refresh', { refreshToken: oldest, ...delivery });
  assertProblem(reuse, 401);
  const api = new Api(server, token);
  await until('401', async () => (await api.get('/api/auth/me')).status === 401, 1.5);
});

test('browsers get the refresh token as a cookie that scripts cannot see', async () => {
  const { email, password } = await newStreamer(server);
  const login = await stranger.post('/api/auth/login', { email, password });
  const cookie = login.headers.get('set-cookie') ?? '';
  assert.equal('refreshToken' in login.body, false);
  for (const part of [/HttpOnly/i, /SameSite=Strict/i, /Path=\/api\/auth/]) {
    assert.match(cookie, part);
  }

  const name = cookie.split(';')[0] ?? '';
  const same = { Cookie: name, Origin: server.url };
  const foreign = { Cookie: name, Origin: 'https://evil.example' };
  const stolen = await stranger.post('/api/auth/refresh', {}, foreign);
  assert.ok(stolen.status === 401 || stolen.status === 403, `${stolen.status}`);
  assert.equal((await stranger.post('/api/auth/refresh', {}, same)).status, 200);
});

test('a stream key is its owner\u2019s alone', async () => {
  const [owner, other] = [await newStreamer(server), await newStreamer(server)];
  const path = `/api/channels/${owner.handle}/stream-key`;

  assertProblem(await stranger.get('/api/auth/stream-key'), 401);
  assertProblem(await stranger.get(path), 401);
  assertProblem(await other.api.get(path), 403);
  assert.equal((await owner.api.get(path)).body.streamKey, owner.key);
});

test('a new stream key takes the place of the old one at once', async (t) => {
  const own = new Scope(t);
  const { api, handle, key } = await newStreamer(server);
  const publisher = await RtmpClient.connect(own, server.rtmpPort);
  await publisher.publish(key);

  const reply = await api.post(`/api/channels/${handle}/regenerate-stream-key`);
  assert.equal(reply.status, 200);
  assert.notEqual(reply.body.streamKey, key);
  await until('the publish under the old key ends', () => publisher.ended);

  const codes = await Promise.all(
    [key, reply.body.streamKey].map(async (each) => {
      const client = await RtmpClient.connect(own, server.rtmpPort);
      return (await client.publish(each)).code;
    }),
  );
  assert.deepEqual(codes, ['NetStream.Publish.BadName', 'NetStream.Publish.Start']);
});

test('tokens that were not given here are refused', async () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { api } = await newStreamer(server);
  const [head, claims, signature] = (api.token ?? '').split('.');
  const none = encode({ alg: 'none', typ: 'JWT' });
  for (const token of ['x', `${none}.${claims}.`, `${head}.${claims}.x${signature}`]) {
    assertProblem(await new Api(server, token).get('/api/auth/me'), 401);
  }
});

test('what is not there is a problem too, in the language that was asked for', async () => {
  assertProblem(await stranger.get('/api/nothing'), 404);
  assertProblem(await stranger.call('DELETE', '/api/auth/login'), 405);

  const details = new Set<string>();
  for (const language of ['en', 'vi', 'ru', 'es']) {
    const reply = await stranger.get('/api/auth/me', { 'Accept-Language': language });
    details.add(reply.body.detail);
  }
  assert.equal(details.size, 4);
});

test('limits are answered with when to come back', async (t) => {
  const own = new Scope(t);
  const strict = await Server.start(own, { env: { RATE_LIMIT_AUTH: '3' } });
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
  assert.ok(Number(replies[3]?.headers.get('retry-after')) > 0);
  await strict.stop();
});

test('the server describes itself', async () => {
  const openapi = await stranger.get('/api/openapi.json');
  assert.match(openapi.body.openapi, /^3\.1/);
  assert.ok(openapi.body.paths['/api/auth/register'].post);

  const health = await stranger.get('/health');
  assert.equal(health.status, 200);
  assert.equal(typeof health.body.status, 'string');
});

test('the server ends in order', () => server.stop());
