import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';

import { newUser, revokedWithin, type User } from '../testing/api.ts';
import { expectProblem, expectStatus, suite } from '../testing/api-suite.ts';
import { Scope } from '../testing/cleanup.ts';
import { claimsOf, headOf, signed } from '../testing/jwt.ts';
import { operations } from '../testing/openapi.ts';
import { Server } from '../testing/server.ts';
import { SmtpSink, textOf } from '../testing/smtp-sink.ts';
import { until } from '../testing/wait.ts';

const { jwtSecret, stranger } = suite;
const inBody = { tokenDelivery: 'body' };

test('tokens that were not given here open nothing', async () => {
  const { api, id } = await suite.newUser();
  const victim = await suite.newUser();
  const token = api.token ?? '';
  const [head, claims] = [headOf(token), claimsOf(token)];
  const [, payload, signature] = token.split('.');
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const own = signed(head, claims, jwtSecret);
  assert.equal(own, token); // The forger has the right tools.

  const another = { ...claims, sub: claimsOf(victim.api.token ?? '').sub };
  const forged = {
    'no signature': `${encode({ ...head, alg: 'none' })}.${payload}.`,
    'alg none in another case': `${encode({ ...head, alg: 'nOnE' })}.${payload}.`,
    'alg none with a signature': `${encode({ ...head, alg: 'none' })}.${payload}.${signature}`,
    'another key': signed(head, claims, 'another key'),
    'no key': signed(head, claims, ''),
    'another user, signed for the first': `${encode(head)}.${encode(another)}.${signature}`,
    'another user in this session': signed(head, another, jwtSecret),
    'a session that never was': signed(head, { ...claims, sid: id }, jwtSecret),
    'HS512 with the right key': signed({ ...head, alg: 'HS512' }, claims, jwtSecret, 'sha512'),
    'HS512 with the signature of HS256': signed({ ...head, alg: 'HS512' }, claims, jwtSecret),
    'RS256 with the secret as its key': signed({ ...head, alg: 'RS256' }, claims, jwtSecret),
    'a key of its own': signed({ ...head, jwk: { kty: 'oct', k: '' } }, claims, ''),
    'a key from a file': signed({ ...head, kid: '../../../../dev/null' }, claims, ''),
    'no time of its end': signed(head, { ...claims, exp: undefined }, jwtSecret),
    'its end in the past': signed(head, { ...claims, exp: claims.iat - 1 }, jwtSecret),
    'its end as text': signed(head, { ...claims, exp: '9999999999' }, jwtSecret),
    'a role that it gives itself': `${encode(head)}.${encode({ ...claims, role: 'admin' })}.x`,
    'claims that are a list': signed(head, [claims], jwtSecret),
    'half of a token': token.slice(0, token.length / 2),
    'a token twice': `${token}.${token}`,
    'a long text': 'x'.repeat(6000),
  };
  for (const [what, each] of Object.entries(forged)) {
    const { status } = await suite.api(each).get('/api/auth/me');
    assert.equal(status, 401, what);
  }
  expectStatus(await api.get('/api/auth/me'), 200);
});

test('the token of somebody who is deleted is worth nothing', async () => {
  const user = await suite.newUser();
  const login = await stranger.post('/api/auth/login', { ...credentialsOf(user), ...inBody });
  const { refreshToken } = login.body;
  const { password } = user;
  expectStatus(await user.api.call('DELETE', '/api/users/me', { password }), 200);

  await until(
    '401',
    async () => (await user.api.get('/api/auth/me')).status === 401,
    revokedWithin,
  );
  const refreshed = await stranger.post('/api/auth/refresh', { refreshToken, ...inBody });
  expectStatus(refreshed, 401);
  expectStatus(await stranger.post('/api/auth/login', credentialsOf(user)), 401);
  expectStatus(await stranger.get(`/api/users/${user.id}`), 404);
});

function credentialsOf({ email, password }: User) {
  return { email, password };
}

test('two tabs that refresh at once both stay signed in', async () => {
  const login = await stranger.post('/api/auth/login', {
    ...credentialsOf(await suite.newUser()),
    ...inBody,
  });
  const refresh = (refreshToken: string) =>
    stranger.post('/api/auth/refresh', { refreshToken, ...inBody });
  const tabs = await Promise.all([
    refresh(login.body.refreshToken),
    refresh(login.body.refreshToken),
  ]);

  for (const tab of tabs) {
    expectStatus(tab, 200);
    expectStatus(await suite.api(tab.body.token).get('/api/auth/me'), 200);
  }
  expectStatus(await refresh(tabs.at(-1)?.body.refreshToken), 200);
});

test('a refresh token is no access token, nor the other way round', async () => {
  const user = await suite.newUser();
  const login = await stranger.post('/api/auth/login', { ...credentialsOf(user), ...inBody });
  expectStatus(await suite.api(login.body.refreshToken).get('/api/auth/me'), 401);
  const swapped = { refreshToken: login.body.token };
  expectProblem(await stranger.post('/api/auth/refresh', swapped), 401, 'token_invalid');
});

test('another site can do nothing with a cookie', async () => {
  const login = await stranger.post('/api/auth/login', credentialsOf(await suite.newUser()));
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { port, url } = suite.server;
  const foreign = [
    { Origin: 'https://elsewhere.example' },
    { Origin: 'null' },
    { Origin: '' },
    { Origin: `${url}.elsewhere.example` },
    { Origin: `http://127.0.0.1:${port + 1}` },
    { Origin: `https://127.0.0.1:${port}` },
    { Origin: `http://elsewhere.example/${url}` },
    { Origin: 'https://elsewhere.example', 'X-Forwarded-Host': 'elsewhere.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
  ];
  for (const { id, method, path } of operations.filter(({ takesCookie }) => takesCookie)) {
    for (const headers of foreign) {
      const reply = await stranger.call(method, path, {}, { Cookie: cookie, ...headers });
      assert.equal(reply.status, 403, `${id} with ${JSON.stringify(headers)}`);
      assert.equal(reply.headers.get('access-control-allow-origin'), null, id);
    }
    const simple = { Cookie: cookie, 'Content-Type': 'text/plain' };
    assert.equal((await stranger.call(method, path, '{}', simple)).status, 415, id);
  }
  const same = { Cookie: cookie, Origin: url };
  expectStatus(await stranger.post('/api/auth/refresh', {}, same), 200);
});

test('a cookie alone opens nothing but the session', async () => {
  const login = await stranger.post('/api/auth/login', credentialsOf(await suite.newUser()));
  const Cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (const { id, method, path } of operations.filter((each) => each.needsToken)) {
    const { status } = await stranger.call(method, path.replace(/\{\w+\}/g, 'x'), undefined, {
      Cookie,
    });
    assert.equal(status, 401, id);
  }
});

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN;
}

test('how long a refusal takes does not tell who has an account', async () => {
  const { email } = await suite.newUser();
  const durations: Record<string, number[]> = { [email]: [], 'nobody@example.com': [] };
  for (let i = 0; i < 15; ++i) {
    for (const [who, taken] of Object.entries(durations)) {
      const start = performance.now();
      await stranger.post('/api/auth/login', { email: who, password: 'not the one' });
      taken.push(performance.now() - start);
    }
  }
  const [known = NaN, unknown = NaN] = Object.values(durations).map(median);
  const ratio = known / unknown;
  assert.ok(ratio > 0.6 && ratio < 1.7, `known ${known} ms, unknown ${unknown} ms`);
});

/** A POST whose Host is what it likes; fetch would not have it. */
function post(server: Server, path: string, body: object, headers: object): Promise<number> {
  return new Promise((done, refuse) => {
    const { port } = server;
    const all = { 'Content-Type': 'application/json', ...headers };
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers: all });
    asked.on('error', refuse);
    asked.on('response', (response) => done(response.resume().statusCode ?? 0));
    asked.end(JSON.stringify(body));
  });
}

for (const known of ['https://tv.example', undefined]) {
  const name = `a mail leads to ${known ?? 'localhost'}, whatever the request says of the host`;
  test(name, async (t) => {
    const scope = new Scope(t);
    const sink = await SmtpSink.start(scope, { user: 'freshet', password: 'p@ss:word/' });
    const place: Record<string, string> = known ? { PUBLIC_URL: known } : {};
    const env = { SMTP_URL: sink.url, MAIL_FROM: 'Freshet <tv@example.com>', ...place };
    const server = await Server.start(scope, { env });
    const forgeries = [
      { Host: 'elsewhere.example' },
      { 'X-Forwarded-Host': 'elsewhere.example', 'X-Forwarded-Proto': 'http' },
      { Forwarded: 'host=elsewhere.example' },
      { Referer: 'https://elsewhere.example/', 'X-Original-URL': '//elsewhere.example' },
    ];
    for (const headers of forgeries) {
      const { email } = await newUser(server);
      const status = await post(server, '/api/auth/password/reset', { email }, headers);
      assert.equal(status, 200);
      const mail = await sink.mailTo(email, 2); // The first asks to verify the address.
      assert.ok(textOf(mail).includes(`${known ?? `http://localhost:${server.port}`}/`));
      assert.doesNotMatch(mail.source + textOf(mail), /elsewhere/);
    }
    await server.stop();
  });
}

test('whether an address has an account is not told by a reset', async (t) => {
  const scope = new Scope(t);
  const sink = await SmtpSink.start(scope);
  const env = { SMTP_URL: sink.url, MAIL_FROM: 'tv@example.com', PUBLIC_URL: 'https://tv.example' };
  const server = await Server.start(scope, { env });
  const { api, email } = await newUser(server);
  await sink.mailTo(email); // To verify the address.

  const unknown = await api.post('/api/auth/password/reset', { email: 'nobody@example.com' });
  const known = await api.post('/api/auth/password/reset', { email });
  assert.equal(unknown.status, known.status);
  assert.deepEqual(unknown.body, known.body);
  await sink.mailTo(email, 2);
  assert.deepEqual(
    sink.mails.flatMap(({ to }) => to),
    [email, email],
  );
  await server.stop();
});

test('after all this no sanitizer has a word to say', () => suite.server.assertSound());
