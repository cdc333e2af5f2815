import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type User } from '../../testing/api.ts';
import {
  expectProblem,
  expectStatus,
  failingFields,
  revokedWithin,
  suite,
} from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { RtmpClient } from '../../testing/rtmp-client.ts';
import { until } from '../../testing/wait.ts';

const { server, stranger } = suite;
const admin = await suite.admin();
const nobody = '/api/admin/users/0190163d-8694-739b-aea5-966c26f8ad91';

const pathOf = ({ id }: User) => `/api/admin/users/${id}`;

async function untilRefused({ api }: User): Promise<void> {
  await until('401', async () => (await api.get('/api/auth/me')).status === 401, revokedWithin);
}

test('users are found by what is known of them', async () => {
  const user = await suite.newUser();
  const found = await admin.api.get(`/api/admin/users?q=${user.email.toUpperCase()}`);
  assert.deepEqual(found.body.data, [(await admin.api.get(pathOf(user))).body]);
  assert.equal(found.body.data[0].email, user.email);
  assert.equal('streamKey' in found.body.data[0], false);
  const byName = await admin.api.get(`/api/admin/users/${user.username}`);
  assert.equal(byName.body.id, user.id);
  const admins = await admin.api.all('/api/admin/users?role=admin&isActive=true', 1);
  assert.ok(admins.every(({ role }) => role === 'admin'));
  expectProblem(await admin.api.get(nobody), 404, 'user_not_found');
});

test('a new role is in force within a second', async () => {
  const user = await suite.newUser();
  expectProblem(await user.api.get('/api/admin/users'), 403, 'forbidden');
  expectStatus(await admin.api.patch(pathOf(user), { role: 'admin' }), 200);
  const isAdmin = async () => (await user.api.get('/api/admin/users')).status === 200;
  await until('an admin', isAdmin, revokedWithin);
  expectProblem(await user.api.patch(pathOf(user), { role: 'user' }), 403, 'own_role');
  expectStatus(await admin.api.patch(pathOf(user), { role: 'user' }), 200);
  await until('no admin', async () => !(await isAdmin()), revokedWithin);

  const wrong = await admin.api.patch(pathOf(user), { role: 'king', email: 'a@example.com' });
  assert.deepEqual(failingFields(wrong), ['email', 'role']);
  expectProblem(await admin.api.patch(nobody, { role: 'user' }), 404, 'user_not_found');
});

test('who is disabled is out, off the air, and cannot come back', async (t) => {
  const user = await suite.newStreamer();
  const publisher = await RtmpClient.connect(new Scope(t), server.rtmpPort);
  await publisher.publish(user.key);

  expectStatus(await admin.api.patch(pathOf(user), { isActive: false }), 200);
  await untilRefused(user);
  await until('the publish ends', () => publisher.ended);
  const { email, password } = user;
  expectProblem(await stranger.post('/api/auth/login', { email, password }), 403);

  expectStatus(await admin.api.patch(pathOf(user), { isActive: true }), 200);
  expectStatus(await stranger.post('/api/auth/login', { email, password }), 200);
});

test('the last admin stays', async () => {
  const change = await admin.api.patch(pathOf(admin), { isActive: false });
  expectProblem(change, 409, 'last_admin');
  expectProblem(await admin.api.delete(pathOf(admin)), 409, 'last_admin');
  const { password } = admin;
  expectProblem(await admin.api.call('DELETE', '/api/users/me', { password }), 409, 'last_admin');
  expectStatus(await admin.api.get('/api/admin/users'), 200);
});

test('a user is signed out everywhere, or removed', async () => {
  const user = await suite.newUser();
  expectStatus(await admin.api.post(`${pathOf(user)}/sign-out`), 200);
  await untilRefused(user);
  const { email, password } = user;
  expectStatus(await stranger.post('/api/auth/login', { email, password }), 200);

  expectStatus(await admin.api.delete(pathOf(user)), 200);
  const login = await stranger.post('/api/auth/login', { email, password });
  assert.ok(login.status === 401 || login.status === 403, `${login.status}`);
  expectProblem(await admin.api.delete(nobody), 404, 'user_not_found');
  expectProblem(await admin.api.post(`${nobody}/sign-out`), 404, 'user_not_found');
});

test('what admins do is remembered, with what was tried on them', async () => {
  const user = await suite.newUser();
  await admin.api.patch(pathOf(user), { role: 'moderator' });
  await stranger.post('/api/auth/login', { email: admin.email, password: 'not the one' });

  const changes = `/api/admin/audit?action=user.role_changed&actor=${admin.id}&limit=1`;
  const [last] = await admin.api.following(changes, 1);
  assert.equal(last.target, user.id);
  assert.equal(last.details, 'user -> moderator');
  assert.equal(last.actorUsername, admin.username);
  await until('the refusal is remembered', async () => {
    const refused = await admin.api.get('/api/admin/audit?action=sign_in.refused');
    return refused.body.data.some(({ target }: { target: string }) => target === admin.id);
  });
  const all = await admin.api.following('/api/admin/audit?limit=3');
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  const times = all.map(({ createdAt }) => createdAt);
  assert.deepEqual(times, times.toSorted().reverse());
  expectProblem(await admin.api.get('/api/admin/audit?cursor=x'), 422, 'validation_failed');
});
