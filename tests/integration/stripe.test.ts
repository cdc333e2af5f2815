import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { expectProblem, expectStatus, newUser, type User } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { Server } from '../testing/server.ts';
import {
  firstEvents,
  month,
  news,
  now,
  type Order,
  type StripeEvent,
  StripeServer,
  tell,
} from '../testing/stripe-server.ts';
import { until } from '../testing/wait.ts';

// Subscriptions by Stripe, whose part a server of the tests plays: with Stripe's own types for what
// it is asked, and Stripe's own library for what it signs.

const scope = new Scope({ after });
const stripe = await StripeServer.start(scope);
const server = await Server.start(scope, {
  env: { ...stripe.env, PUBLIC_URL: 'https://tv.example' },
});
const streamer = await newUser(server, 'Paid');

interface Begun {
  viewer: User;
  id: string;
  order: Order;
}

async function wish(viewer: User, tier: string, paymentMethod = 'card') {
  return viewer.api.post('/api/subscriptions', {
    streamerId: streamer.id,
    tier,
    paymentMethod,
  });
}

async function begin(tier = 'pro', viewer?: User): Promise<Begun> {
  const who = viewer ?? (await newUser(server, 'Viewer'));
  const reply = await wish(who, tier);
  expectStatus(reply, 202);
  return { viewer: who, id: reply.body.id, order: stripe.orderOf(reply.body.id) };
}

async function hear(...events: StripeEvent[]): Promise<void> {
  for (const each of events) assert.equal(await tell(server, each), 200, each.type);
}

async function subscribe(tier = 'pro', periodEnd?: number, viewer?: User): Promise<Begun> {
  const begun = await begin(tier, viewer);
  await hear(...firstEvents(begun.order, periodEnd));
  return begun;
}

async function rowOf({ viewer, id }: Begun) {
  const reply = await viewer.api.get('/api/subscriptions/me');
  expectStatus(reply, 200);
  return reply.body.find((each: { id: string }) => each.id === id);
}

async function statusOf(begun: Begun): Promise<string> {
  return (await rowOf(begun))?.status;
}

async function tierOf({ viewer }: Begun): Promise<string | null> {
  const reply = await viewer.api.get(`/api/channels/${streamer.handle}/entitlements`);
  expectStatus(reply, 200);
  return reply.body.tier;
}

test('a checkout asks Stripe for what was wished for', async () => {
  const viewer = await newUser(server, 'Viewer');
  const reply = await wish(viewer, 'premium', 'paypal');
  expectStatus(reply, 202);
  assert.equal(reply.body.status, 'pending');
  assert.match(reply.body.checkoutUrl, /^https:\/\/checkout\.stripe\.com\//);

  const { params } = stripe.orderOf(reply.body.id);
  assert.deepEqual(params, {
    mode: 'subscription',
    line_items: { 0: { price: 'price_premium', quantity: '1' } },
    allowed_payment_method_types: { 0: 'paypal' },
    client_reference_id: reply.body.id,
    metadata: { freshet_subscription: reply.body.id },
    subscription_data: { metadata: { freshet_subscription: reply.body.id } },
    success_url: `https://tv.example/@${streamer.handle}?subscription=success`,
    cancel_url: `https://tv.example/@${streamer.handle}?subscription=canceled`,
    customer_email: viewer.email,
  });
  const again = await wish(viewer, 'premium', 'paypal');
  assert.deepEqual(again.body, reply.body, 'who asks again goes on with the same checkout');
});

test('the first four events come to the same in every order', async () => {
  const orders = permutations([0, 1, 2, 3]);
  assert.equal(orders.length, 24);
  for (const order of orders) {
    const begun = await begin();
    const periodEnd = now() + month;
    const events = firstEvents(begun.order, periodEnd);
    for (const index of order) await hear(events[index] as StripeEvent);
    const row = await rowOf(begun);
    assert.equal(row.status, 'active', `${order}`);
    assert.equal(row.expiresAt, new Date(periodEnd * 1000).toISOString(), `${order}`);
    assert.equal(await tierOf(begun), 'pro', `${order}`);
  }
});

function permutations(items: number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]),
  );
}

test('an event that comes twice has its effect once', async () => {
  const begun = await begin();
  const paid = news.paid(begun.order);
  await hear(paid, paid);
  await Promise.all(Array.from({ length: 8 }, () => hear(paid)));
  assert.equal(await statusOf(begun), 'active');
  const began = server.logLines.filter((line) => line.includes(`began subscription=${begun.id}`));
  assert.equal(began.length, 1);
});

test('a declined card leaves a checkout open, and one that expires is over', async () => {
  const begun = await begin();
  await hear(news.created(begun.order), news.failed(begun.order));
  assert.equal(await statusOf(begun), 'pending');
  assert.equal(await tierOf(begun), null);
  await hear(news.expired(begun.order));
  assert.equal(await statusOf(begun), undefined, 'what never began is in no list');
  expectStatus(await wish(begun.viewer, 'pro'), 202);
});

test('what was paid counts days late, even after the checkout is over', async () => {
  const begun = await begin();
  await hear(news.expired(begun.order));
  const late = { ...news.paid(begun.order), created: now() - 3 * 24 * 3600 };
  await hear(late);
  assert.equal(await statusOf(begun), 'active');
});

test('a webhook is believed only with a good signature of the last five minutes', async () => {
  const begun = await begin();
  const paid = news.paid(begun.order);
  const old = { timestamp: now() - 301 };
  assert.equal(await tell(server, paid, { secret: 'whsec_of_somebody_else' }), 400);
  assert.equal(await tell(server, paid, old), 400);
  assert.equal(await tell(server, paid, { timestamp: now() + 310 }), 400);
  assert.equal(await tell(server, 'not an event'), 400);
  const unsigned = await fetch(`${server.url}/api/webhooks/stripe`, { method: 'POST', body: '{}' });
  assert.equal(unsigned.status, 400);
  assert.equal(await statusOf(begun), 'pending');
  assert.equal(await tell(server, paid), 200);
});

test('what is none of our business is taken, and changes nothing', async () => {
  const begun = await subscribe();
  const stranger = { ...begun.order, own: 'not ours', subscription: 'sub_x', invoice: 'in_x' };
  await hear(
    { id: 'evt_x', type: 'customer.created', created: now(), data: { object: {} } },
    news.paid(stranger),
    news.deleted(stranger),
    news.refunded({ ...stranger, paymentIntent: 'pi_x' }),
  );
  assert.equal(await statusOf(begun), 'active');
});

test('a body beyond a mebibyte is refused, and one just below is not', async () => {
  const filler = (bytes: number) => ({
    ...news.paid({ ...(stripe.orders[0] as Order), own: 'not ours', subscription: 'sub_y' }),
    filler: 'x'.repeat(bytes),
  });
  assert.equal(await tell(server, filler(1024 * 1024)), 413);
  assert.equal(await tell(server, filler(1000 * 1024)), 200);
});

test('a refund of the whole payment ends it at once, and one of a part does not', async () => {
  const begun = await subscribe();
  await hear(news.refunded(begun.order, false));
  assert.equal(await statusOf(begun), 'active');
  stripe.failNext(500);
  assert.equal(await tell(server, news.refunded(begun.order)), 503, 'Stripe will come again');
  assert.equal(await statusOf(begun), 'active');
  await hear(news.refunded(begun.order));
  assert.equal(await statusOf(begun), 'refunded');
  assert.equal(await tierOf(begun), null);
});

test('a refund that is heard of before its payment counts as well', async () => {
  const begun = await begin();
  await hear(news.refunded(begun.order), ...firstEvents(begun.order));
  assert.equal(await statusOf(begun), 'refunded');
});

test('a dispute ends it at once', async () => {
  const begun = await subscribe();
  await hear(news.disputed(begun.order));
  assert.equal(await statusOf(begun), 'disputed');
  assert.equal(await tierOf(begun), null);
});

test('a dispute that is lost stays an end, and one that is won is none', async () => {
  const lost = await subscribe();
  await hear(news.disputed(lost.order), news.disputeClosed(lost.order, 'lost', now() + 60));
  assert.equal(await statusOf(lost), 'disputed');

  const won = await subscribe();
  const [opened, closed] = [
    news.disputed(won.order),
    news.disputeClosed(won.order, 'won', now() + 60),
  ];
  await hear(opened, closed, opened, closed);
  assert.equal(await statusOf(won), 'active');
  assert.equal(await tierOf(won), 'pro');

  const reversed = await subscribe();
  await hear(news.disputeClosed(reversed.order, 'won', now() + 60), news.disputed(reversed.order));
  assert.equal(await statusOf(reversed), 'active');
});

test('a renewal that fails is past due, and paid it goes on', async () => {
  const begun = await subscribe();
  await hear(news.failed(begun.order, now() + 5));
  assert.equal(await statusOf(begun), 'past_due');
  assert.equal(await tierOf(begun), 'pro');
  const renewed = { ...news.paid(begun.order, now() + 2 * month, 'in_next'), created: now() + 10 };
  await hear(renewed);
  assert.equal(await statusOf(begun), 'active');
});

test('who cancels keeps what was paid for, and not a second more', async () => {
  const begun = await subscribe();
  const path = `/api/subscriptions/${begun.id}`;
  expectProblem(await streamer.api.delete(path), 404, 'subscription_not_found');
  stripe.failNext(503);
  expectProblem(await begun.viewer.api.delete(path), 503, 'payments_unavailable');
  const reply = await begun.viewer.api.delete(path);
  assert.equal(reply.body.status, 'canceled');
  const [call] = stripe.callsTo(
    'POST',
    new RegExp(`/v1/subscriptions/${begun.order.subscription}$`),
  );
  assert.deepEqual(call?.params, { cancel_at_period_end: 'true' });
  assert.equal(await tierOf(begun), 'pro');

  const over = await subscribe('pro', now() - 3600);
  assert.equal(await statusOf(over), 'active', 'a renewal may be a day late');
  await over.viewer.api.delete(`/api/subscriptions/${over.id}`);
  assert.equal(await statusOf(over), 'expired');
  assert.equal(await tierOf(over), null);
});

test('who cancels before paying closes the page, and nothing begins', async () => {
  const begun = await begin();
  const path = `/api/subscriptions/${begun.id}`;
  expectProblem(await streamer.api.delete(path), 404, 'subscription_not_found');
  stripe.failNext(500);
  expectProblem(await begun.viewer.api.delete(path), 503, 'payments_unavailable');
  assert.equal(await statusOf(begun), 'pending');

  const again = await begun.viewer.api.delete(path);
  expectStatus(again, 200);
  assert.equal(again.body.status, 'expired');
  assert.equal(begun.order.status, 'expired', 'nobody can pay on a page that was left open');
  await hear(news.expired(begun.order));
  expectStatus(await begun.viewer.api.delete(path), 200);
  assert.equal(await statusOf(begun), undefined);
  assert.notEqual((await begin('pro', begun.viewer)).id, begun.id);
});

test('who has paid a moment before cancelling keeps what was paid for', async () => {
  const begun = await begin();
  begun.order.status = 'complete';

  const reply = await begun.viewer.api.delete(`/api/subscriptions/${begun.id}`);

  expectStatus(reply, 200);
  assert.equal(reply.body.status, 'canceled');
  assert.equal(await tierOf(begun), 'pro');
  const update = new RegExp(`/v1/subscriptions/${begun.order.subscription}$`);
  assert.deepEqual(stripe.callsTo('POST', update).at(-1)?.params, { cancel_at_period_end: 'true' });
  const periodEnd = now() + month;
  await hear(...firstEvents(begun.order, periodEnd));
  await hear(news.updated(begun.order, { status: 'active', cancels: true, periodEnd }, now() + 1));
  const row = await rowOf(begun);
  assert.equal(row.status, 'canceled');
  assert.equal(row.expiresAt, new Date(periodEnd * 1000).toISOString());
});

test('a page that Stripe has closed by itself is closed', async () => {
  const begun = await begin();
  begun.order.status = 'expired';
  const reply = await begun.viewer.api.delete(`/api/subscriptions/${begun.id}`);
  assert.equal(reply.body.status, 'expired');
});

test('a subscription that Stripe ends is over', async () => {
  const begun = await subscribe();
  await hear(news.deleted(begun.order), news.updated(begun.order, { status: 'active' }));
  assert.equal(await statusOf(begun), 'expired');
});

test('another tier replaces the one in force when it is paid', async () => {
  const begun = await subscribe('basic');
  expectProblem(await wish(begun.viewer, 'basic'), 409, 'already_subscribed');
  const next = await begin('premium', begun.viewer);
  assert.equal(next.order.customer, begun.order.customer, 'Stripe knows the customer');
  assert.equal(await tierOf(next), 'basic');
  await hear(...firstEvents(next.order));
  assert.equal(await tierOf(next), 'premium');
  assert.equal(await statusOf(begun), 'expired');
});

test('an outage of Stripe is told, and the next attempt is the same to Stripe', async () => {
  const viewer = await newUser(server, 'Viewer');
  const before = stripe.calls.length;
  stripe.failNext(500);
  expectProblem(await wish(viewer, 'pro'), 503, 'payments_unavailable');
  expectStatus(await wish(viewer, 'pro'), 202);
  const [first, second] = stripe.calls.slice(before);
  assert.equal(first?.idempotencyKey, second?.idempotencyKey);
});

test('what Stripe refuses is told', async () => {
  const viewer = await newUser(server, 'Viewer');
  stripe.failNext(402, { type: 'card_error', code: 'card_declined', message: 'No.' });
  expectProblem(await wish(viewer, 'pro'), 402, 'payment_refused');
  stripe.failNext(401, { type: 'invalid_request_error' });
  expectProblem(await wish(viewer, 'pro'), 501, 'payments_not_configured');
});

test('what was answered is there after kill -9', async (t) => {
  const own = new Scope(t);
  const first = await Server.start(own, { env: stripe.env });
  const artist = await newUser(first, 'Artist');
  const begun: Begun[] = [];
  for (let i = 0; i < 12; ++i) {
    const viewer = await newUser(first, 'Fan');
    const wishes = { streamerId: artist.id, tier: 'pro', paymentMethod: 'card' };
    const reply = await viewer.api.post('/api/subscriptions', wishes);
    begun.push({ viewer, id: reply.body.id, order: stripe.orderOf(reply.body.id) });
  }
  const taken = new Set<Begun>();
  const telling = begun.map(async (each, index) => {
    const status = await tell(first, news.paid(each.order)).catch(() => 0);
    if (status === 200) taken.add(each);
    if (index === 5) await first.child.kill();
  });
  await Promise.all(telling);
  assert.ok(taken.size > 0);

  const { dataDir, port, rtmpPort } = first;
  await Server.start(own, { dataDir, port, rtmpPort, env: stripe.env });
  for (const each of taken) assert.equal(await statusOf(each), 'active');
  for (const each of begun) {
    assert.equal(await tell(first, news.paid(each.order)), 200, 'Stripe comes again');
    assert.equal(await statusOf(each), 'active');
  }
});

test('what has to be ended at Stripe is ended in the next round', async (t) => {
  const own = new Scope(t);
  const dataDir = temporaryFolder(own);
  writeFileSync(join(dataDir, 'freshet.toml'), '[payments]\nround = "1s"\n');
  const quick = await Server.start(own, { env: stripe.env, dataDir });
  const artist = await newUser(quick, 'Artist');
  const viewer = await newUser(quick, 'Fan');
  const orders: Order[] = [];
  for (const tier of ['basic', 'pro']) {
    const wishes = { streamerId: artist.id, tier, paymentMethod: 'card' };
    const reply = await viewer.api.post('/api/subscriptions', wishes);
    const order = stripe.orderOf(reply.body.id);
    assert.equal(await tell(quick, news.paid(order)), 200);
    orders.push(order);
  }
  const [basic, pro] = orders as [Order, Order];
  await until('the first is ended', () =>
    stripe.calls.some((call) => call.path.endsWith(basic.subscription) && call.method === 'DELETE'),
  );
  assert.ok(!stripe.calls.some(({ path }) => path.endsWith(`/${pro.subscription}`)));
  await quick.stop();
});

test('no key of Stripe comes into the log', async () => {
  assert.doesNotMatch(server.log, /sk_test|whsec_/);
  await server.stop();
});
