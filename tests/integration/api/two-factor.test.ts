import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type User } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { totp } from '../../testing/totp.ts';

const { stranger } = suite;
const delivery = { tokenDelivery: 'body' };

interface Protected extends User {
  secret: string;
  recoveryCodes: string[];
}

/** Somebody whose sign-in asks for codes; the one of a minute ago is used up, so now's is fresh. */
async function protectedUser(): Promise<Protected> {
  const user = await suite.newUser();
  const setup = await user.api.post('/api/auth/two-factor/setup', { password: user.password });
  expectStatus(setup, 200);
  const { secret } = setup.body;
  const enabled = await user.api.post('/api/auth/two-factor/enable', { code: totp(secret, -1) });
  expectStatus(enabled, 200);
  return { ...user, secret, recoveryCodes: enabled.body.recoveryCodes };
}

async function challengeOf({ email, password }: User): Promise<string> {
  const asked = await stranger.post('/api/auth/login', { email, password });
  expectProblem(asked, 401, 'two_factor_required');
  return asked.body.challenge;
}

function finish(challenge: string, code: string) {
  return stranger.post('/api/auth/two-factor', { challenge, code, ...delivery });
}

test('a secret is confirmed by a code, and then signing in asks for one', async () => {
  const user = await suite.newUser();
  const { api, email, password } = user;
  const enable = (code: string) => api.post('/api/auth/two-factor/enable', { code });
  expectProblem(await enable('123456'), 409, 'two_factor_off');

  const wrong = await api.post('/api/auth/two-factor/setup', { password: 'not the one' });
  expectProblem(wrong, 422, 'not_confirmed');
  const setup = await api.post('/api/auth/two-factor/setup', { password });
  const { secret, otpauthUrl } = setup.body;
  assert.equal(new URL(otpauthUrl).searchParams.get('secret'), secret);
  expectProblem(await enable(totp(secret, 9)), 422, 'wrong_code');
  expectStatus(await stranger.post('/api/auth/login', { email, password }), 200);

  const enabled = await enable(totp(secret, -1));
  expectStatus(enabled, 200);
  assert.equal(new Set(enabled.body.recoveryCodes).size, 10);
  const status = await api.get('/api/auth/two-factor');
  assert.deepEqual(status.body, { enabled: true, recoveryCodesLeft: 10 });
  expectProblem(await enable(totp(secret)), 409, 'two_factor_on');
  const again = await api.post('/api/auth/two-factor/setup', { password });
  expectProblem(again, 409, 'two_factor_on');

  const signedIn = await finish(await challengeOf(user), totp(secret));
  expectStatus(signedIn, 200);
  assert.ok(signedIn.body.refreshToken);
  expectStatus(await suite.api(signedIn.body.token).get('/api/auth/me'), 200);
});

test('neither a code nor a challenge works twice', async () => {
  const user = await protectedUser();
  const [first, second] = [await challengeOf(user), await challengeOf(user)];
  expectStatus(await finish(first, totp(user.secret)), 200);
  expectProblem(await finish(second, totp(user.secret)), 422, 'wrong_code');
  expectProblem(await finish(first, totp(user.secret, 1)), 401, 'challenge_invalid');
  expectStatus(await finish(second, totp(user.secret, 1)), 200);
});

test('a challenge is worth five tries, and no forged one is worth any', async () => {
  const user = await protectedUser();
  const challenge = await challengeOf(user);
  const forged = challenge.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expectProblem(await finish(forged, totp(user.secret)), 401, 'challenge_invalid');
  for (let i = 0; i < 5; ++i) expectProblem(await finish(challenge, '000000'), 422, 'wrong_code');
  expectProblem(await finish(challenge, totp(user.secret)), 401, 'challenge_invalid');
});

test('who knows the password gets ten tries, however many challenges that takes', async () => {
  const user = await protectedUser();
  for (let i = 0; i < 10; ++i) {
    expectProblem(await finish(await challengeOf(user), '000000'), 422, 'wrong_code');
  }
  const { api, password, secret } = user;
  const right = { password, code: totp(secret) };
  expectProblem(await finish(await challengeOf(user), right.code), 429, 'too_many_codes');
  const disable = await api.post('/api/auth/two-factor/disable', right);
  expectProblem(disable, 429, 'too_many_codes');
  const renew = await api.post('/api/auth/two-factor/recovery-codes', right);
  expectProblem(renew, 429, 'too_many_codes');
});

test('a recovery code signs in once, and new ones void the old', async () => {
  const user = await protectedUser();
  const [first = '', second = ''] = user.recoveryCodes;
  expectStatus(await finish(await challengeOf(user), first.toUpperCase()), 200);
  expectProblem(await finish(await challengeOf(user), first), 422, 'wrong_code');

  const path = '/api/auth/two-factor/recovery-codes';
  const { password } = user;
  const renew = (proof: object) => user.api.post(path, proof);
  assert.deepEqual(failingFields(await renew({})), ['code', 'password']);
  assert.deepEqual(failingFields(await renew({ password })), ['code']);
  const unconfirmed = await renew({ password: 'not the one', code: second });
  expectProblem(unconfirmed, 422, 'not_confirmed');
  expectProblem(await renew({ password, code: '000000' }), 422, 'wrong_code');
  const renewed = await renew({ password, code: totp(user.secret) });
  expectStatus(renewed, 200);
  expectProblem(await finish(await challengeOf(user), second), 422, 'wrong_code');
  expectStatus(await finish(await challengeOf(user), renewed.body.recoveryCodes[0]), 200);
  const other = await suite.newUser();
  const off = await other.api.post(path, { password: other.password, code: '000000' });
  expectProblem(off, 409, 'two_factor_off');
});

test('it is switched off by password and code together', async () => {
  const { api, email, password, secret } = await protectedUser();
  const disable = (proof: object) => api.post('/api/auth/two-factor/disable', proof);
  const code = totp(secret);
  assert.deepEqual(failingFields(await disable({ code })), ['password']);
  expectProblem(await disable({ password: 'not the one', code }), 422, 'not_confirmed');
  expectProblem(await disable({ password, code: '000000' }), 422, 'wrong_code');
  expectStatus(await disable({ password, code }), 200);
  expectProblem(await disable({ password, code }), 409, 'two_factor_off');
  expectStatus(await stranger.post('/api/auth/login', { email, password }), 200);
});

test('no code opens an account that is disabled', async () => {
  const user = await protectedUser();
  const challenge = await challengeOf(user);
  const admin = await suite.admin();
  const disabled = await admin.api.patch(`/api/admin/users/${user.id}`, { isActive: false });
  expectStatus(disabled, 200);
  expectProblem(await finish(challenge, totp(user.secret)), 403, 'account_disabled');
});
