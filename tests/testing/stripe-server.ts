import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';

import Stripe from 'stripe';

import type { Scope } from './cleanup.ts';
import { freePort } from './ports.ts';
import type { Server } from './server.ts';

const stripe = new Stripe('sk_test_of_the_tests');
export const webhookSecret = 'whsec_of_the_tests';
const secretKey = 'sk_test_key_of_the_tests';

type Form = { [name: string]: string | Form };

/** The parameters that a call may have: a compiler holds them against Stripe's own types. */
type Known<Params> = { readonly [name in keyof Params]?: true };

const sessionParams: Known<Stripe.Checkout.SessionCreateParams> = {
  mode: true,
  line_items: true,
  allowed_payment_method_types: true,
  client_reference_id: true,
  metadata: true,
  subscription_data: true,
  success_url: true,
  cancel_url: true,
  customer: true,
  customer_email: true,
};
const lineItemParams: Known<Stripe.Checkout.SessionCreateParams.LineItem> = {
  price: true,
  quantity: true,
};
const subscriptionDataParams: Known<Stripe.Checkout.SessionCreateParams.SubscriptionData> = {
  metadata: true,
};
const expireParams: Known<Stripe.Checkout.SessionExpireParams> = {};
const updateParams: Known<Stripe.SubscriptionUpdateParams> = { cancel_at_period_end: true };
const cancelParams: Known<Stripe.SubscriptionCancelParams> = { prorate: true, invoice_now: true };
const refundParams: Known<Stripe.RefundCreateParams> = { payment_intent: true };
const paymentsParams: Known<Stripe.InvoicePaymentListParams> = {
  invoice: true,
  payment: true,
  expand: true,
};

/** What a test wants to see of a call. */
export interface Call {
  method: string;
  path: string; // Without its query.
  params: Form;
  idempotencyKey: string | undefined;
}

/** A subscription on its way: what Stripe would call the things that it is made of. */
export interface Order {
  own: string; // Our id.
  session: string;
  subscription: string;
  customer: string;
  invoice: string;
  paymentIntent: string;
  params: Form;
  status: Stripe.Checkout.Session.Status; // Of the session.
}

interface Answer {
  status: number;
  body: unknown;
}

class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, error: Record<string, string>) {
    super(JSON.stringify(error));
    this.answer = { status, body: { error } };
  }
}

/** An event, and the order in which Stripe made it. */
export interface StripeEvent {
  id: string;
  type: string;
  created: number;
  data: { object: unknown };
}

type Partially<T> = { [name in keyof T]?: unknown };

/**
 * Speaks Stripe's API for the calls that we make, and refuses what Stripe would refuse: unknown
 * parameters, another version, a key that was used for something else.
 */
export class StripeServer {
  readonly calls: Call[] = [];
  readonly orders: Order[] = [];
  readonly #answers = new Map<string, { asked: string; answer: Answer }>();
  #failures: Answer[] = [];
  #made = 0;
  readonly #port: number;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(scope: Scope): Promise<StripeServer> {
    const self = new StripeServer(await freePort());
    const server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      const { status, body } = self.#answer(request, Buffer.concat(pieces).toString());
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((done) => server.listen(self.#port, '127.0.0.1', done));
    scope.after(() => {
      server.closeAllConnections();
      server.close();
    });
    return self;
  }

  /** What a server must be told to ask this one. */
  get env(): Record<string, string> {
    return {
      STRIPE_API_BASE: `http://127.0.0.1:${this.#port}`,
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_PRICE_BASIC: 'price_basic',
      STRIPE_PRICE_PRO: 'price_pro',
      STRIPE_PRICE_PREMIUM: 'price_premium',
    };
  }

  /** The next call is answered so. */
  failNext(status: number, error: Record<string, string> = { type: 'api_error' }): void {
    this.#failures.push({ status, body: { error } });
  }

  orderOf(own: string): Order {
    const order = this.orders.findLast((each) => each.own === own);
    assert.ok(order, `nobody has ordered ${own}`);
    return order;
  }

  callsTo(method: string, path: RegExp): Call[] {
    return this.calls.filter((call) => call.method === method && path.test(call.path));
  }

  #answer(request: IncomingMessage, body: string): Answer {
    const { pathname, search } = new URL(request.url ?? '', 'http://stripe');
    const method = request.method ?? '';
    try {
      assertHead(request);
      const params = parsedForm(method === 'POST' ? body : search.slice(1));
      const key = request.headers['idempotency-key'] as string | undefined;
      this.calls.push({ method, path: pathname, params, idempotencyKey: key });
      const failure = this.#failures.shift();
      if (failure) return failure;
      if (method !== 'POST') return this.#act(method, pathname, params);

      if (!key) throw new Refusal(400, { type: 'invalid_request_error', param: 'a key' });
      const known = this.#answers.get(key);
      const asked = pathname + body;
      if (known && known.asked !== asked) throw new Refusal(400, { type: 'idempotency_error' });
      const answer = known?.answer ?? this.#act(method, pathname, params);
      this.#answers.set(key, { asked, answer });
      return answer;
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  #act(method: string, path: string, params: Form): Answer {
    const [, what, id, act] = /^\/v1\/([a-z_]+(?:\/sessions)?)\/?([^/]*)\/?(.*)$/.exec(path) ?? [];
    switch (`${method} ${what} ${act}`) {
      case 'POST checkout/sessions ':
        return this.#openSession(params);
      case 'POST checkout/sessions expire':
        assertKnown(params, expireParams);
        return this.#expire(String(id));
      case 'GET checkout/sessions ':
        return { status: 200, body: sessionOf(this.#orderOfSession(String(id))) };
      case 'POST subscriptions ':
        assertKnown(params, updateParams);
        return { status: 200, body: { id, cancel_at_period_end: true } };
      case 'DELETE subscriptions ':
        assertKnown(params, cancelParams);
        return { status: 200, body: { id, status: 'canceled' } };
      case 'POST refunds ':
        assertKnown(params, refundParams);
        return { status: 200, body: { id: 're_1', status: 'succeeded' } };
      case 'GET invoice_payments ':
        assertKnown(params, paymentsParams);
        return { status: 200, body: { object: 'list', data: this.#payments(params) } };
      default:
        throw new Refusal(404, { type: 'invalid_request_error', message: `${method} ${path}` });
    }
  }

  #openSession(params: Form): Answer {
    assertKnown(params, sessionParams);
    assertKnown((params.line_items as Form)['0'] as Form, lineItemParams);
    assertKnown(params.subscription_data as Form, subscriptionDataParams);
    assert.equal(params.mode, 'subscription');
    assert.ok(!(params.customer && params.customer_email), 'Stripe takes one of them');
    const n = ++this.#made;
    const own = String(params.client_reference_id);
    const customer = String(params.customer ?? `cus_${n}`);
    if (customer === 'cus_gone') {
      throw new Refusal(400, { type: 'invalid_request_error', param: 'customer' });
    }
    this.orders.push({
      own,
      session: `cs_${n}`,
      subscription: `sub_${n}`,
      customer,
      invoice: `in_${n}`,
      paymentIntent: `pi_${n}`,
      params,
      status: 'open',
    });
    const url = `https://checkout.stripe.com/c/pay/cs_${n}`;
    return { status: 200, body: { id: `cs_${n}`, url, status: 'open' } };
  }

  #orderOfSession(session: string): Order {
    const order = this.orders.find((each) => each.session === session);
    if (order) return order;
    throw new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
  }

  /** Only what is open can be expired. */
  #expire(session: string): Answer {
    const order = this.#orderOfSession(session);
    if (order.status !== 'open') throw new Refusal(400, { type: 'invalid_request_error' });
    order.status = 'expired';
    return { status: 200, body: sessionOf(order) };
  }

  #payments({ invoice, payment }: Form): unknown[] {
    const intent = (payment as Form | undefined)?.payment_intent;
    const order = this.orders.find(
      (each) => each.invoice === invoice || each.paymentIntent === intent,
    );
    if (!order) return [];
    const found = {
      id: 'inpay_1',
      status: 'paid',
      payment: { type: 'payment_intent', payment_intent: order.paymentIntent },
      invoice: intent ? invoiceOf(order) : order.invoice,
    } satisfies Partially<Stripe.InvoicePayment>;
    return [found];
  }
}

/** As Stripe nests names in brackets: `a[b][0]=c`. */
function parsedForm(text: string): Form {
  const root: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const way = name.split(/[[\]]+/).filter((part) => part !== '');
    const last = way.pop() ?? '';
    let at = root;
    for (const part of way) at = (at[part] ??= {}) as Form;
    at[last] = value;
  }
  return root;
}

function assertHead({ headers, method }: IncomingMessage): void {
  const form = 'application/x-www-form-urlencoded';
  assert.equal(headers['stripe-version'], Stripe.API_VERSION, 'the version of the types here');
  if (method === 'POST') assert.equal(headers['content-type'], form);
  if (headers.authorization !== `Bearer ${secretKey}`) {
    throw new Refusal(401, { type: 'invalid_request_error' });
  }
}

function assertKnown(params: Form, known: Record<string, unknown>): void {
  for (const name of Object.keys(params)) {
    if (known[name]) continue;
    throw new Refusal(400, {
      type: 'invalid_request_error',
      code: 'parameter_unknown',
      param: name,
    });
  }
}

let events = 0;

function event(type: string, object: unknown, created = now()): StripeEvent {
  return { id: `evt_${++events}`, type, created, data: { object } };
}

export function now(): number {
  return Math.floor(Date.now() / 1000);
}

export const month = 30 * 24 * 3600;

function metadataOf({ own }: Order) {
  return { freshet_subscription: own };
}

export function invoiceOf(order: Order, periodEnd = now() + month, id = order.invoice) {
  return {
    id,
    object: 'invoice',
    customer: order.customer,
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: { subscription: order.subscription, metadata: metadataOf(order) },
    },
    lines: { object: 'list', data: [{ period: { start: periodEnd - month, end: periodEnd } }] },
  } satisfies Partially<Stripe.Invoice>;
}

function sessionOf(order: Order) {
  const isPaid = order.status === 'complete';
  return {
    id: order.session,
    object: 'checkout.session',
    client_reference_id: order.own,
    status: order.status,
    payment_status: isPaid ? 'paid' : 'unpaid',
    subscription: isPaid ? order.subscription : null,
    customer: isPaid ? order.customer : null,
  } satisfies Partially<Stripe.Checkout.Session>;
}

interface Standing {
  status: Stripe.Subscription.Status;
  periodEnd?: number;
  cancels?: boolean;
}

function subscriptionOf(order: Order, { status, periodEnd, cancels }: Standing) {
  return {
    id: order.subscription,
    object: 'subscription',
    status,
    customer: order.customer,
    cancel_at_period_end: cancels ?? false,
    cancel_at: null,
    metadata: metadataOf(order),
    items: { object: 'list', data: [{ current_period_end: periodEnd ?? now() + month }] },
  } satisfies Partially<Stripe.Subscription>;
}

function disputeOf(order: Order, status: Stripe.Dispute.Status) {
  return {
    id: 'dp_1',
    object: 'dispute',
    charge: 'ch_1',
    payment_intent: order.paymentIntent,
    status,
  } satisfies Partially<Stripe.Dispute>;
}

/** The news of Stripe's of one order. */
export const news = {
  completed: (order: Order) =>
    event('checkout.session.completed', {
      id: order.session,
      object: 'checkout.session',
      client_reference_id: order.own,
      customer: order.customer,
      subscription: order.subscription,
      payment_status: 'paid',
      status: 'complete',
      metadata: metadataOf(order),
    } satisfies Partially<Stripe.Checkout.Session>),
  expired: (order: Order) =>
    event('checkout.session.expired', {
      id: order.session,
      client_reference_id: order.own,
      status: 'expired',
    } satisfies Partially<Stripe.Checkout.Session>),
  created: (order: Order, periodEnd?: number) =>
    event(
      'customer.subscription.created',
      subscriptionOf(order, { status: 'incomplete', ...(periodEnd ? { periodEnd } : {}) }),
    ),
  updated: (order: Order, standing: Standing, created?: number) =>
    event('customer.subscription.updated', subscriptionOf(order, standing), created),
  deleted: (order: Order) =>
    event('customer.subscription.deleted', subscriptionOf(order, { status: 'canceled' })),
  paid: (order: Order, periodEnd?: number, invoice?: string) =>
    event('invoice.paid', invoiceOf(order, periodEnd, invoice)),
  failed: (order: Order, created?: number) =>
    event('invoice.payment_failed', invoiceOf(order), created),
  refunded: (order: Order, whole = true) =>
    event('charge.refunded', {
      id: 'ch_1',
      object: 'charge',
      customer: order.customer,
      payment_intent: order.paymentIntent,
      refunded: whole,
    } satisfies Partially<Stripe.Charge>),
  disputed: (order: Order) => event('charge.dispute.created', disputeOf(order, 'needs_response')),
  disputeClosed: (order: Order, status: Stripe.Dispute.Status, created?: number) =>
    event('charge.dispute.closed', disputeOf(order, status), created),
};

/** The four events of a first payment, as Stripe makes them within a second. */
export function firstEvents(order: Order, periodEnd?: number): StripeEvent[] {
  return [
    news.created(order, periodEnd),
    news.paid(order, periodEnd),
    news.updated(order, { status: 'active', ...(periodEnd ? { periodEnd } : {}) }),
    news.completed(order),
  ];
}

/** How a webhook is signed; a test may want it otherwise. */
export interface Signing {
  secret?: string;
  timestamp?: number;
}

/** A webhook as Stripe's own library signs it. */
export function signedWebhook(what: unknown, { secret, timestamp }: Signing = {}) {
  const payload = typeof what === 'string' ? what : JSON.stringify(what);
  const header = stripe.webhooks.generateTestHeaderString({
    payload,
    secret: secret ?? webhookSecret,
    ...(timestamp === undefined ? {} : { timestamp }),
  });
  return { payload, headers: { 'Stripe-Signature': header } };
}

/** Sends it as Stripe does; gives the status. */
export async function tell(server: Server, what: unknown, signing?: Signing): Promise<number> {
  const { payload, headers } = signedWebhook(what, signing);
  const response = await fetch(`${server.url}/api/webhooks/stripe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: payload,
  });
  await response.arrayBuffer();
  return response.status;
}
