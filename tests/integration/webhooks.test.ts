import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { expectStatus, newStreamer, newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { OnAir } from '../testing/on-air.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const secret = 'sixteen characters and more';
const broadcast = ['publish', 'stream.started', 'unpublish', 'stream.ended'];

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  body: any;
}

/** As docs/operations.md tells receivers to do it. */
function isGenuine(headers: IncomingHttpHeaders, body: string): boolean {
  const timestamp = String(headers['freshet-timestamp']);
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const mine = 'v1=' + createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const theirs = String(headers['freshet-signature'] ?? '');
  return mine.length === theirs.length && timingSafeEqual(Buffer.from(mine), Buffer.from(theirs));
}

/** A receiver, which answers as `answer` says. */
class Receiver {
  readonly received: Received[] = [];
  answer: (received: Received) => number = () => 204;
  port = 0;
  readonly #server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const text = Buffer.concat(chunks).toString();
    const received = { headers: request.headers, text, body: JSON.parse(text) };
    this.received.push(received);
    const status = this.answer(received);
    const location = status === 302 ? { Location: `http://127.0.0.1:${this.port}/elsewhere` } : {};
    response.writeHead(status, location).end();
  });

  static async start(scope: Scope): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    receiver.port = (receiver.#server.address() as AddressInfo).port;
    scope.after(() => {
      receiver.#server.closeAllConnections();
      receiver.#server.close();
    });
    return receiver;
  }

  get env() {
    return { WEBHOOKS_URL: `http://127.0.0.1:${this.port}/hooks`, WEBHOOKS_SECRET: secret };
  }

  eventsOf(streamId: string): string[] {
    const own = this.received.filter(({ body }) => body.data.streamId === streamId);
    return own.map(({ body }) => body.event);
  }
}

test('a broadcast is told in order, signed, and without any secret', async (t) => {
  const own = new Scope(t);
  const receiver = await Receiver.start(own);
  const server = await Server.start(own, { env: receiver.env });
  const streamer = await newStreamer(server);

  const onAir = await OnAir.start(own, server, streamer);
  await onAir.end();
  await until('four messages', () => receiver.received.length >= 4);

  assert.deepEqual(receiver.eventsOf(onAir.stream.id), broadcast);
  for (const [index, { headers, text, body }] of receiver.received.entries()) {
    assert.ok(isGenuine(headers, text));
    assert.equal(headers['freshet-event'], body.event);
    assert.equal(headers['freshet-delivery'], body.id);
    assert.equal(body.sequence, index + 1);
    assert.equal(body.session, 1);
    assert.equal(body.data.handle, streamer.handle);
    assert.equal(text.includes(streamer.key), false);
  }
  await server.stop();
  assert.equal(server.log.includes(secret), false);
});

test('a subscription is told when it is paid for', async (t) => {
  const own = new Scope(t);
  const receiver = await Receiver.start(own);
  const env = { ...receiver.env, PAYMENTS_PROVIDER: 'development' };
  const server = await Server.start(own, { env });
  const [streamer, viewer] = [await newUser(server), await newUser(server)];
  const wish = { streamerId: streamer.id, tier: 'pro', paymentMethod: 'card' };
  const begun = await viewer.api.post('/api/subscriptions', wish);
  expectStatus(begun, 202);
  const session = new URL(begun.body.checkoutUrl, server.url).searchParams.get('session');
  const pay = { action: 'pay' };
  expectStatus(await viewer.api.post(`/api/subscriptions/development/${session}`, pay), 200);
  await until('a message', () => receiver.received.length > 0);

  const { event, data } = receiver.received[0]!.body;
  assert.equal(event, 'subscription.created');
  const { id: subscriptionId } = begun.body;
  const expected = { subscriptionId, userId: viewer.id, streamerId: streamer.id, tier: 'pro' };
  assert.deepEqual(data, expected);
  await server.stop();
});

test('what is not taken comes again before what follows, and others go on', async (t) => {
  const own = new Scope(t);
  const receiver = await Receiver.start(own);
  const server = await Server.start(own, { env: receiver.env });
  const [slow, quick] = [await newStreamer(server), await newStreamer(server)];
  const refusals = [302, 500];
  receiver.answer = ({ body }) => (body.data.handle === slow.handle && refusals.shift()) || 200;

  const first = await OnAir.start(own, server, slow);
  const second = await OnAir.start(own, server, quick);
  await Promise.all([first.end(), second.end()]);
  await until('all messages', () => receiver.received.length >= 10);

  const publish = 'publish';
  assert.deepEqual(receiver.eventsOf(first.stream.id), [publish, publish, ...broadcast]);
  assert.deepEqual(receiver.eventsOf(second.stream.id), broadcast);
  const tries = receiver.received.filter(({ body }) => body.data.streamId === first.stream.id);
  assert.equal(new Set(tries.slice(0, 3).map(({ text }) => text)).size, 1);
  await server.stop();
});

test('what waits survives kill -9', async (t) => {
  const own = new Scope(t);
  const receiver = await Receiver.start(own);
  receiver.answer = () => 503;
  const dataDir = temporaryFolder(own);
  const server = await Server.start(own, { env: receiver.env, dataDir });
  const onAir = await OnAir.start(own, server, await newStreamer(server));
  await onAir.end();
  await until('an attempt', () => receiver.received.length > 0);
  const [refused] = receiver.received;
  process.kill(server.child.pid, 'SIGKILL');
  await until('its end', () => !server.child.running);

  receiver.received.length = 0;
  receiver.answer = () => 200;
  const next = await Server.start(own, { env: receiver.env, dataDir });
  await until('four messages', () => receiver.received.length >= 4);

  assert.deepEqual(receiver.eventsOf(onAir.stream.id), broadcast);
  assert.equal(receiver.received[0]?.body.id, refused?.body.id);
  await next.stop();
});

test('a receiver needs a secret', async (t) => {
  const own = new Scope(t);
  const env = { WEBHOOKS_URL: 'http://127.0.0.1:9/hooks' };
  const server = await Server.launch(own, { env });
  await until('its end', () => !server.child.running);
  assert.match(server.log, /WEBHOOKS_SECRET/);
});
