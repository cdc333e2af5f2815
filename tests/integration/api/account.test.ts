import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Api, newUser, type User } from '../../testing/api.ts';
import {
  expectProblem,
  expectStatus,
  failingFields,
  revokedWithin,
  suite,
} from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { freePort } from '../../testing/ports.ts';
import { RawSocket } from '../../testing/raw-socket.ts';
import { Server } from '../../testing/server.ts';
import { type Mail, SmtpSink, textOf } from '../../testing/smtp-sink.ts';
import { until } from '../../testing/wait.ts';

const scope = new Scope({ after });
const sink = await SmtpSink.start(scope);
const mailing = await Server.start(scope, {
  env: { SMTP_URL: sink.url, PUBLIC_URL: 'https://tv.example' },
});
scope.after(() => mailing.stop());

const flag = readFileSync(join(import.meta.dirname, '../../fuzz/corpus/image/flag.png'));
const bomb = readFileSync(join(import.meta.dirname, '../../fuzz/corpus/image/bomb.png'));
const png = { 'Content-Type': 'image/png' };

async function signIn({ email, password }: User, server = suite.server): Promise<Api> {
  const api = new Api(server);
  const reply = await api.post('/api/auth/login', { email, password });
  expectStatus(reply, 200);
  api.token = reply.body.token;
  return api;
}

async function signedOut(api: Api): Promise<void> {
  await until('401', async () => (await api.get('/api/auth/me')).status === 401, revokedWithin);
}

function tokenIn(mail: Mail, page: string): string {
  const link = new RegExp(`https://tv\\.example/${page}\\?token=([\\w-]+)`).exec(textOf(mail));
  assert.ok(link?.[1], textOf(mail));
  return link[1];
}

test('a profile is changed by its owner, in part or as a whole', async () => {
  const { api, id, username, handle } = await suite.newUser();
  const name = { displayName: 'Ada \u0141. \ud83d\ude42', bio: 'I paint.\nOil, mostly.' };
  const changed = await api.patch('/api/users/me', name);
  expectStatus(changed, 200);
  assert.equal(changed.body.displayName, name.displayName);

  const renamed = await api.patch(`/api/users/${username}`, { username: `${username}-b` });
  expectStatus(renamed, 200);
  assert.equal(renamed.body.bio, name.bio);
  assert.equal((await suite.stranger.get(`/api/channels/${handle}`)).body.userId, id);

  const replaced = await api.put(`/api/users/${id}`, { bio: 'New.' });
  expectStatus(replaced, 200);
  assert.equal(replaced.body.displayName, `${username}-b`);
  expectStatus(await api.put('/api/users/me', {}), 200);
});

test('nobody else changes a profile, and nothing else is changed by it', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  for (const call of [eve.api.put.bind(eve.api), eve.api.patch.bind(eve.api)]) {
    expectProblem(await call(`/api/users/${ada.id}`, { bio: 'x' }), 403, 'forbidden');
    expectProblem(await call('/api/users/no-such-user', {}), 404, 'user_not_found');
  }
  const body = { role: 'admin', isActive: true, id: eve.id, createdAt: '', emailVerified: true };
  for (const path of ['/api/users/me', `/api/users/${ada.id}`]) {
    for (const call of [ada.api.put.bind(ada.api), ada.api.patch.bind(ada.api)]) {
      const reply = await call(path, body);
      expectProblem(reply, 422, 'validation_failed');
      assert.deepEqual(failingFields(reply), Object.keys(body).toSorted());
    }
  }
});

test('names and addresses of others are not to be had', async () => {
  const [ada, bob] = [await suite.newUser(), await suite.newUser()];
  for (const path of ['/api/users/me', `/api/users/${ada.id}`]) {
    for (const call of [ada.api.put.bind(ada.api), ada.api.patch.bind(ada.api)]) {
      const taken = { username: bob.username.toUpperCase() };
      expectProblem(await call(path, taken), 409, 'username_taken');
      const email = { email: bob.email, currentPassword: ada.password };
      expectProblem(await call(path, email), 409, 'email_taken');
      const guess = { email: 'new@example.com', currentPassword: 'a guess' };
      expectProblem(await call(path, guess), 422, 'current_password_wrong');
    }
  }
});

test('a picture is shown, replaced and taken away', async () => {
  const { api } = await suite.newUser();
  const first = await api.put('/api/users/me/avatar', flag, png);
  expectStatus(first, 200);
  const form = new FormData();
  form.set('avatar', new Blob([flag], { type: 'image/png' }), 'flag.png');
  const second = await api.put('/api/users/me/avatar', form);
  expectStatus(second, 200);

  const shown = await fetch(second.body.avatarUrl);
  assert.equal(shown.status, 200);
  assert.equal(shown.headers.get('content-type'), 'image/webp');
  assert.match(shown.headers.get('cache-control') ?? '', /immutable/);
  assert.equal(Buffer.from(await shown.arrayBuffer()).toString('latin1', 8, 12), 'WEBP');
  assert.equal((await fetch(first.body.avatarUrl)).status, 404);

  expectStatus(await api.delete('/api/users/me/avatar'), 200);
  assert.equal((await fetch(second.body.avatarUrl)).status, 404);
  const odd = ['%2e%2e%2fsecrets.json', '..%2f..%2fsecrets.json', '.webp', 'A.webp'];
  for (const name of odd) {
    const { status } = await fetch(`${suite.server.url}/media/avatars/${name}`);
    assert.ok(status === 404 || status === 400, `${name}: ${status}`);
  }
});

test('who may not show a picture is refused before it is sent', async (t) => {
  const socket = await RawSocket.open(new Scope(t), suite.server.port);
  const head = ['PUT /api/users/me/avatar HTTP/1.1', 'Host: a', 'Content-Type: image/png'];
  socket.write([...head, 'Content-Length: 8000000', '', ''].join('\r\n'));

  const told = await socket.refused();

  assert.match(told, /^HTTP\/1\.1 401 /);
  assert.match(told, /"code":"unauthenticated"/);
});

test('what is no picture is refused for what it is', async () => {
  const { api } = await suite.newUser();
  const show = (bytes: Uint8Array, headers = png) =>
    api.put('/api/users/me/avatar', bytes, headers);
  expectProblem(await show(Buffer.from('<svg/>')), 415, 'unsupported_image');
  expectProblem(await show(bomb), 422, 'image_too_large');
  expectProblem(await show(flag.subarray(0, 60)), 422, 'image_malformed');
  expectProblem(await show(Buffer.alloc(8 * 1024 * 1024 + 1)), 413, 'payload_too_large');
  const noForm = { 'Content-Type': 'multipart/form-data' };
  expectProblem(await show(flag, noForm), 400, 'malformed_form');
});

test('another password ends all other sessions', async () => {
  const ada = await suite.newUser();
  const there = await signIn(ada);
  const change = { currentPassword: ada.password, newPassword: 'battery staple' };
  const guess = { ...change, currentPassword: 'a guess' };
  for (const call of [ada.api.put.bind(ada.api), ada.api.post.bind(ada.api)]) {
    expectProblem(await call('/api/auth/password', guess), 422, 'current_password_wrong');
  }
  expectStatus(await ada.api.put('/api/auth/password', change), 200);

  await signedOut(there);
  expectStatus(await ada.api.get('/api/auth/me'), 200);
  const back = { currentPassword: 'battery staple', newPassword: ada.password };
  expectStatus(await ada.api.post('/api/auth/password', back), 200);
});

test('a forgotten password is replaced by whoever gets the mail', async () => {
  const ada = await newUser(mailing, 'Forgetful');
  const stranger = new Api(mailing);
  const ask = (email: string, headers = {}) =>
    stranger.post('/api/auth/password/reset', { email }, headers);
  const evil = { 'X-Forwarded-Host': 'evil.example', 'Accept-Language': 'ru' };
  const [known, unknown] = [await ask(ada.email, evil), await ask('nobody@example.com', evil)];
  assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);

  const mail = await sink.mailTo(ada.email, 2); // The first asks to verify the address.
  assert.match(textOf(mail), /\u043f\u0430\u0440\u043e\u043b/); // Russian.
  assert.doesNotMatch(textOf(mail), /evil/);
  const token = tokenIn(mail, 'reset-password');
  assert.ok(!mailing.log.includes(token));
  const confirm = { token, password: 'battery staple' };
  expectStatus(await stranger.post('/api/auth/password/reset/confirm', confirm), 200);
  await signedOut(ada.api);
  const again = await stranger.post('/api/auth/password/reset/confirm', confirm);
  expectProblem(again, 422, 'reset_token_invalid');
  await signIn({ ...ada, password: confirm.password }, mailing);
});

test('an address is proved by the mail that goes to it', async () => {
  const ada = await newUser(mailing, 'Verified');
  const first = tokenIn(await sink.mailTo(ada.email), 'verify-email');
  expectStatus(await ada.api.post('/api/auth/email/verification'), 200);
  const token = tokenIn(await sink.mailTo(ada.email, 2), 'verify-email');
  const stranger = new Api(mailing);
  const replaced = await stranger.post('/api/auth/email/verify', { token: first });
  expectProblem(replaced, 422, 'verify_token_invalid');
  expectStatus(await stranger.post('/api/auth/email/verify', { token }), 200);
  assert.equal((await ada.api.get('/api/users/me')).body.emailVerified, true);
  const again = await stranger.post('/api/auth/email/verify', { token });
  expectProblem(again, 422, 'verify_token_invalid');
});

test('who registers is asked to prove the address, and need not wait for the letter', async () => {
  const ada = await newUser(mailing, 'Greeted');
  const token = tokenIn(await sink.mailTo(ada.email), 'verify-email');
  expectStatus(await new Api(mailing).post('/api/auth/email/verify', { token }), 200);
  assert.equal((await ada.api.get('/api/users/me')).body.emailVerified, true);

  const nowhere = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}` };
  const deaf = await Server.start(scope, { env: nowhere });
  await newUser(deaf, 'Unheard');
  await deaf.stop();
});

test('without a mail server the operator gets the link', async () => {
  const ada = await suite.newUser();
  const { server, stranger } = suite;
  expectStatus(await stranger.post('/api/auth/password/reset', { email: ada.email }), 200);
  const link = `http://localhost:${server.port}/reset-password?token=`;
  const line = await until('a line with the link', () =>
    server.logLines.find((each) => each.includes(ada.email) && each.includes(link)),
  );
  const token = line.split(link)[1]?.trim();
  const confirm = { token, password: 'battery staple' };
  expectStatus(await stranger.post('/api/auth/password/reset/confirm', confirm), 200);
  expectStatus(await suite.stranger.post('/api/auth/email/verify', { token: 'x' }), 422);
});

test('sessions are listed, and ended by their owner alone', async () => {
  const [ada, eve] = [await suite.newUser(), await suite.newUser()];
  const there = await signIn(ada);
  const sessions = await ada.api.all('/api/auth/sessions', 1);
  assert.equal(sessions.length, 2);
  assert.equal(sessions.filter(({ current }) => current).length, 1);
  const path = `/api/auth/sessions/${sessions.find(({ current }) => !current).id}`;

  expectProblem(await eve.api.delete(path), 404, 'session_not_found');
  expectStatus(await ada.api.delete(path), 200);
  await signedOut(there);
  expectProblem(await ada.api.delete(path), 404, 'session_not_found');

  const third = await signIn(ada);
  expectStatus(await ada.api.delete('/api/auth/sessions'), 200);
  await signedOut(third);
  expectStatus(await ada.api.get('/api/auth/me'), 200);
});

test('all that is kept of a person can be taken along', async () => {
  const { api, id, email, handle } = await suite.newUser();
  const reply = await api.get('/api/users/me/export');
  expectStatus(reply, 200);
  assert.match(reply.headers.get('content-disposition') ?? '', /^attachment; filename=/);
  assert.equal(reply.body.user.email, email);
  assert.equal(reply.body.channels[0].handle, handle);
  assert.equal(reply.body.sessions.length, 1);
  for (const part of ['streams', 'follows', 'chat', 'media']) {
    assert.deepEqual(reply.body[part], [], part);
  }
  assert.ok(!(await suite.stranger.get(`/api/users/${id}`)).body.email);
});

test('who leaves is off the air and found by nobody', async (t) => {
  const streamer = await suite.newStreamer();
  await suite.publish(new Scope(t), streamer);
  const { api, handle, username, email, password } = streamer;
  const leave = (word: string) => api.call('DELETE', '/api/users/me', { password: word });
  expectProblem(await leave('a guess'), 422, 'not_confirmed');
  expectStatus(await leave(password), 200);

  await signedOut(api);
  const { stranger } = suite;
  expectProblem(await stranger.get(`/api/users/${username}`), 404);
  expectProblem(await stranger.get(`/api/channels/${handle}`), 404);
  const back = await stranger.post('/api/auth/login', { email, password });
  expectProblem(back, 401, 'wrong_credentials');
  const taken = await stranger.post('/api/auth/register', { username, email, password });
  expectProblem(taken, 409, 'username_taken');
  await until('off the air', async () => !(await stranger.isLive(handle)));
});

test('ten wrong passwords of one user are listened to, wherever they are asked for', async () => {
  const { api, id } = await suite.newUser();
  const wrong = { currentPassword: 'not the one', newPassword: 'long enough 1' };
  for (let i = 0; i < 10; ++i) {
    expectProblem(await api.put('/api/auth/password', wrong), 422, 'current_password_wrong');
  }
  const email = { email: 'another@example.org', currentPassword: 'not the one' };
  for (const [method, path, body] of [
    ['PUT', '/api/auth/password', wrong],
    ['POST', '/api/auth/password', wrong],
    ['PATCH', '/api/users/me', email],
    ['PUT', '/api/users/me', email],
    ['PATCH', `/api/users/${id}`, email],
    ['PUT', `/api/users/${id}`, email],
    ['DELETE', '/api/users/me', { password: 'not the one' }],
  ] as const) {
    expectProblem(await api.call(method, path, body), 429, 'too_many_passwords');
  }
});
