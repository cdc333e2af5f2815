import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Api, newUser, type User } from '../../testing/api.ts';
import { expectProblem, expectStatus, failingFields, suite } from '../../testing/api-suite.ts';
import { Scope } from '../../testing/cleanup.ts';
import { Server } from '../../testing/server.ts';
import { firstEvents, news, signedWebhook, StripeServer } from '../../testing/stripe-server.ts';

// Where payments are only played; and, for what needs a real provider, beside a server that plays
// Stripe. What Stripe's events come to is in integration/stripe.test.ts.

const scope = new Scope({ after });
const admin = { ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: 'the admin of the tests' };
const played = await Server.start(scope, { env: { PAYMENTS_PROVIDER: 'development', ...admin } });
const stripe = await StripeServer.start(scope);
const real = await Server.start(scope, { env: { ...stripe.env, ...admin } });
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';

const streamer = await newUser(played, 'Paid');

function wish({ api }: User, streamerId = streamer.id, tier = 'pro') {
  return api.post('/api/subscriptions', { streamerId, tier, paymentMethod: 'card' });
}

async function settle({ api }: User, checkoutUrl: string, action: string) {
  const session = new URL(checkoutUrl, played.url).searchParams.get('session');
  return api.post(`/api/subscriptions/development/${session}`, { action });
}

async function subscribe(viewer: User, tier = 'pro'): Promise<string> {
  const begun = await wish(viewer, streamer.id, tier);
  expectStatus(begun, 202);
  expectStatus(await settle(viewer, begun.body.checkoutUrl, 'pay'), 200);
  return begun.body.id;
}

async function administrator(server: Server): Promise<Api> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = admin;
  const reply = await new Api(server).post('/api/auth/login', { email, password });
  expectStatus(reply, 200);
  return new Api(server, reply.body.token);
}

test('a wish is pending until it is paid, and then in force', async () => {
  const viewer = await newUser(played);
  const begun = await wish(viewer, streamer.username);
  expectStatus(begun, 202);
  assert.equal(begun.body.status, 'pending');
  const path = `/api/channels/${streamer.handle}/entitlements`;
  assert.equal((await viewer.api.get(path)).body.tier, null);

  const paid = await settle(viewer, begun.body.checkoutUrl, 'pay');
  expectStatus(paid, 200);
  assert.equal(paid.body.status, 'active');
  assert.equal(paid.body.streamer.username, streamer.username);
  const { body } = await viewer.api.get(path);
  assert.equal(body.tier, 'pro');
  assert.equal(body.tierEndsAt, paid.body.expiresAt);
  assert.deepEqual(body.benefits, {
    noAds: true,
    noSlowMode: true,
    exclusiveEmotes: true,
    badge: true,
    priority: false,
    exclusiveContent: false,
  });
  const own = await streamer.api.get(path);
  assert.equal(own.body.isOwner && own.body.benefits.exclusiveContent, true);
  const none = `/api/channels/${nobodys}/entitlements`;
  expectProblem(await viewer.api.get(none), 404, 'channel_not_found');
});

test('a payment that is declined leaves nothing, and is for who has begun it', async () => {
  const [viewer, other] = [await newUser(played), await newUser(played)];
  const { checkoutUrl } = (await wish(viewer)).body;
  expectProblem(await settle(other, checkoutUrl, 'pay'), 404, 'subscription_not_found');
  expectStatus(await settle(viewer, checkoutUrl, 'decline'), 200);
  assert.deepEqual((await viewer.api.get('/api/subscriptions/me')).body, []);
  const nowhere = '/subscribe/development?session=none';
  expectProblem(await settle(viewer, nowhere, 'pay'), 404, 'subscription_not_found');
});

test('nobody subscribes to oneself, to nobody, or to the same twice', async () => {
  const viewer = await newUser(played);
  await subscribe(viewer);
  expectProblem(await wish(viewer), 409, 'already_subscribed');
  expectProblem(await wish(streamer), 409, 'own_channel');
  expectProblem(await wish(viewer, nobodys), 404, 'not_found');
});

test('a wish has its fields, and no others', async () => {
  const { api } = await newUser(played);
  const empty = await api.post('/api/subscriptions', {});
  expectProblem(empty, 422);
  assert.deepEqual(failingFields(empty), ['paymentMethod', 'streamerId', 'tier']);
  const wrong = { streamerId: streamer.id, tier: 'gold', paymentMethod: 'cash' };
  assert.deepEqual(failingFields(await api.post('/api/subscriptions', wrong)), [
    'paymentMethod',
    'tier',
  ]);
  const more = { streamerId: streamer.id, tier: 'pro', paymentMethod: 'card', status: 'active' };
  assert.deepEqual(failingFields(await api.post('/api/subscriptions', more)), ['status']);
});

test('who subscribes to whom is theirs to know', async () => {
  const [viewer, other] = [await newUser(played), await newUser(played)];
  const id = await subscribe(viewer);
  for (const name of ['me', viewer.id, viewer.username]) {
    const list = await viewer.api.get(`/api/subscriptions/${name}`);
    assert.deepEqual(
      list.body.map((each: { id: string }) => each.id),
      [id],
    );
  }
  expectProblem(await other.api.get(`/api/subscriptions/${viewer.id}`), 403, 'forbidden');
  expectProblem(await other.api.get(`/api/subscriptions/${nobodys}`), 404, 'not_found');
  const path = `/api/subscriptions/streamer/${streamer.id}`;
  expectProblem(await viewer.api.get(path), 403, 'forbidden');
  const none = `/api/subscriptions/streamer/${nobodys}`;
  expectProblem(await viewer.api.get(none), 404, 'not_found');
});

test('a streamer sees all subscribers page by page, and how many of each tier', async () => {
  const star = await newUser(played, 'Star');
  for (const tier of ['basic', 'pro', 'pro']) {
    const viewer = await newUser(played);
    const begun = await wish(viewer, star.id, tier);
    await settle(viewer, begun.body.checkoutUrl, 'pay');
  }
  const path = '/api/subscriptions/streamer/me';
  assert.deepEqual((await star.api.get(path)).body.totals, { basic: 1, pro: 2, premium: 0 });
  for (const page of [1, 2]) {
    const { data, meta } = (await star.api.get(`${path}?page=${page}&limit=2`)).body;
    assert.equal(data.length, 3 - page);
    assert.deepEqual(meta, { page, limit: 2, total: 3, totalPages: 2 });
  }
  expectProblem(await star.api.get(`${path}?limit=101`), 422);
  expectProblem(await star.api.get(`${path}?page=%f`), 400, 'malformed_request');
});

test('who cancels keeps what was paid for', async () => {
  const [viewer, other] = [await newUser(played), await newUser(played)];
  const path = `/api/subscriptions/${await subscribe(viewer)}`;
  expectProblem(await other.api.delete(path), 404, 'subscription_not_found');
  for (let i = 0; i < 2; ++i) {
    assert.equal((await viewer.api.delete(path)).body.status, 'canceled');
  }
  const entitled = await viewer.api.get(`/api/channels/${streamer.handle}/entitlements`);
  assert.equal(entitled.body.tier, 'pro');
});

test('an admin gives a payment back', async () => {
  const viewer = await newUser(played);
  const path = `/api/admin/subscriptions/${await subscribe(viewer)}/refund`;
  expectProblem(await viewer.api.post(path), 403, 'forbidden');
  const root = await administrator(played);
  assert.equal((await root.post(path)).body.status, 'refunded');
  const begun = await wish(viewer);
  const unpaid = `/api/admin/subscriptions/${begun.body.id}/refund`;
  expectProblem(await root.post(unpaid), 409, 'nothing_to_refund');
  const none = `/api/admin/subscriptions/${nobodys}/refund`;
  expectProblem(await root.post(none), 404, 'subscription_not_found');
});

test('an admin gives a payment of Stripe\u2019s back, and ends its subscription', async () => {
  const root = await administrator(real);
  const [artist, viewer] = [await newUser(real), await newUser(real)];
  const { id } = (await wish(viewer, artist.id)).body;
  const order = stripe.orderOf(id);
  for (const each of firstEvents(order)) {
    const { payload, headers } = signedWebhook(each);
    expectStatus(await new Api(real).call('POST', '/api/webhooks/stripe', payload, headers), 200);
  }
  const path = `/api/admin/subscriptions/${id}/refund`;
  stripe.failNext(500);
  expectProblem(await root.post(path), 503, 'payments_unavailable');
  stripe.failNext(404);
  expectProblem(await root.post(path), 402, 'payment_refused');
  stripe.failNext(401);
  expectProblem(await root.post(path), 501, 'payments_not_configured');
  assert.equal((await root.post(path)).body.status, 'refunded');
  const [refund] = stripe.callsTo('POST', /refunds/);
  assert.deepEqual(refund?.params, { payment_intent: order.paymentIntent });
  assert.equal(stripe.callsTo('DELETE', new RegExp(order.subscription)).length, 1);
});

test('what Stripe answers is told', async () => {
  const [artist, viewer] = [await newUser(real), await newUser(real)];
  stripe.failNext(500);
  expectProblem(await wish(viewer, artist.id), 503, 'payments_unavailable');
  stripe.failNext(402, { type: 'card_error' });
  expectProblem(await wish(viewer, artist.id), 402, 'payment_refused');
  stripe.failNext(403);
  expectProblem(await wish(viewer, artist.id), 501, 'payments_not_configured');

  const begun = await wish(viewer, artist.id);
  const { payload, headers } = signedWebhook(news.paid(stripe.orderOf(begun.body.id)));
  const hook = new Api(real);
  expectStatus(await hook.call('POST', '/api/webhooks/stripe', payload, headers), 200);
  const path = `/api/subscriptions/${begun.body.id}`;
  for (const [status, code] of [
    [503, 'payments_unavailable'],
    [402, 'payment_refused'],
    [401, 'payments_not_configured'],
  ] as const) {
    stripe.failNext(status);
    expectProblem(await viewer.api.delete(path), status === 401 ? 501 : status, code);
  }
  assert.equal((await viewer.api.delete(path)).body.status, 'canceled');
});

test('a webhook is believed by its signature alone', async () => {
  const hook = new Api(real);
  const path = '/api/webhooks/stripe';
  expectProblem(await hook.call('POST', path, '{}'), 400, 'event_refused');
  const large = 'x'.repeat(1024 * 1024 + 1);
  expectProblem(await hook.call('POST', path, large), 413, 'payload_too_large');

  const artist = await newUser(real);
  const { id } = (await wish(await newUser(real), artist.id)).body;
  const refunded = signedWebhook(news.refunded(stripe.orderOf(id)));
  stripe.failNext(500);
  const later = await hook.call('POST', path, refunded.payload, refunded.headers);
  expectProblem(later, 503, 'payments_unavailable');
  expectProblem(await suite.stranger.call('POST', path, '{}'), 501, 'payments_not_configured');
});

test('where nobody takes payments it is told', async () => {
  const [viewer, artist] = [await suite.newUser(), await suite.newUser()];
  expectProblem(await wish(viewer, artist.id), 501, 'payments_not_configured');
  const path = '/api/subscriptions/development/none';
  expectProblem(await viewer.api.post(path, { action: 'pay' }), 501, 'payments_not_configured');
  assert.deepEqual((await viewer.api.get('/api/subscriptions/me')).body, []);
});

test('payments are not played beside a key of Stripe\u2019s', async (t) => {
  const own = new Scope(t);
  const env = { PAYMENTS_PROVIDER: 'development', STRIPE_SECRET_KEY: 'sk_test_a_key' };
  const refused = await Server.launch(own, { env });
  assert.equal((await refused.child.exited).code, 1);
  assert.match(refused.log, /^freshet: PAYMENTS_PROVIDER: [^\n]+\n$/);
  assert.doesNotMatch(refused.log, /sk_test/);

  const deaf = await Server.launch(own, { env: { STRIPE_SECRET_KEY: 'sk_test_a_key' } });
  assert.equal((await deaf.child.exited).code, 1);
  assert.match(deaf.log, /^freshet: STRIPE_WEBHOOK_SECRET: /);
  assert.match(played.log, /warning payments: development: nobody pays/);
});
