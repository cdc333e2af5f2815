import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Api, newStreamer, newUser, type Reply, type User } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { crowd } from '../testing/crowd.ts';
import { HttpSink, type Received } from '../testing/http-sink.ts';
import { OnAir } from '../testing/on-air.ts';
import { isLong, Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// Whatever was answered with a success is there after kill -9, on the database that
// FRESHET_TEST_DATABASE names.

const atOnce = 16;

/** The same server again: data and ports. */
async function again(scope: Scope, { dataDir, port, rtmpPort }: Server, env = {}): Promise<Server> {
  return Server.start(scope, { dataDir, port, rtmpPort, env });
}

/**
 * Does something so many times, many at once, and kills the server in the middle of it. Gives what
 * was acknowledged; the rest must have failed for want of a server, and for no other reason.
 */
async function killedInTheMiddle<T>(
  server: Server,
  count: number,
  act: (index: number) => Promise<T>,
): Promise<T[]> {
  const acknowledged: T[] = [];
  let begun = 0;
  await crowd(count, atOnce, async (index) => {
    if (!server.child.running) return;
    ++begun;
    try {
      acknowledged.push(await act(index));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // What fetch says of a broken connection.
    }
    if (acknowledged.length === Math.floor(count / 2)) await server.child.kill();
  });
  assert.ok(acknowledged.length >= Math.floor(count / 2), `${acknowledged.length} of ${count}`);
  assert.ok(begun > acknowledged.length, 'nothing was under way when the server was killed');
  return acknowledged;
}

function ok(reply: Reply): Reply {
  assert.ok(reply.status < 300, JSON.stringify(reply.body));
  return reply;
}

test('who was told that they are registered is, and is signed in', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const users = await killedInTheMiddle(server, isLong ? 1000 : 80, () => newUser(server));

  const next = await again(scope, server);
  for (const { api, id, handle } of users) {
    const me = await api.get('/api/auth/me'); // Its user and its session.
    assert.equal(me.body.id, id, JSON.stringify(me.body));
    const channel = await api.get(`/api/channels/${handle}`);
    assert.equal(channel.body.userId, id);
  }
  await newUser(next);
  await next.stop();
});

test('a stream key that was replaced does not come back', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const streamers = await Promise.all(Array.from({ length: 8 }, () => newStreamer(server)));
  const replaced = new Map(streamers.map(({ handle, key }) => [handle, [key]]));
  await killedInTheMiddle(server, isLong ? 10_000 : 1000, async (index) => {
    const { api, handle } = streamers[index % streamers.length] as User;
    const reply = ok(await api.post(`/api/channels/${handle}/regenerate-stream-key`));
    replaced.get(handle)?.push(reply.body.streamKey);
  });

  const next = await again(scope, server);
  for (const { api, handle } of streamers) {
    const keys = replaced.get(handle) ?? [];
    const { body } = ok(await api.get(`/api/channels/${handle}/stream-key`));
    // Of those that were under way together, any may have been the last.
    assert.ok(!keys.slice(0, -atOnce).includes(body.streamKey), handle);
    const live = new Set(keys);
    assert.equal(live.size, keys.length, 'no key is given twice');
  }
  await next.stop();
});

test('who was told that they follow does', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const users = await Promise.all(Array.from({ length: 24 }, () => newUser(server)));
  const pairs = users.flatMap((who) => users.map((whom) => ({ who, whom })));
  const wanted = pairs.filter(({ who, whom }) => who !== whom);
  const followed = await killedInTheMiddle(server, wanted.length, async (index) => {
    const { who, whom } = wanted[index] as (typeof wanted)[number];
    ok(await who.api.post(`/api/users/${whom.id}/follow`));
    return { who, whom };
  });

  const next = await again(scope, server);
  const stranger = new Api(next);
  for (const whom of users) {
    const followers = JSON.stringify(await stranger.all(`/api/users/${whom.id}/followers`, 100));
    for (const { who } of followed.filter((each) => each.whom === whom)) {
      assert.ok(followers.includes(who.id), `${who.username} follows ${whom.username}`);
    }
  }
  await next.stop();
});

const secret = 'between the server and the sink';

/** What was signed with the secret, the first time that each delivery came. */
function deliveries(received: Received[]): Received[] {
  const first = new Map<unknown, Received>();
  for (const each of received) {
    const { 'freshet-timestamp': time, 'freshet-signature': signature } = each.headers;
    const mac = createHmac('sha256', secret).update(`${time}.${each.body}`).digest('hex');
    assert.ok(String(signature).includes(`v1=${mac}`), `${signature} is not v1=${mac}`);
    const id = each.headers['freshet-delivery'];
    if (!first.has(id)) first.set(id, each);
  }
  return [...first.values()];
}

/** The events of a stream, in the order in which they came. */
function eventsOf(sink: HttpSink, stream: string): string[] {
  const own = deliveries(sink.received).filter(({ body }) => body.includes(stream));
  return own.map(({ headers }) => String(headers['freshet-event']));
}

test('every event that happened is delivered, in order', async (t) => {
  const scope = new Scope(t);
  const sink = await HttpSink.start(scope);
  const env = { WEBHOOKS_URL: `${sink.url}/hook`, WEBHOOKS_SECRET: secret };
  const dataDir = temporaryFolder(scope);
  writeFileSync(join(dataDir, 'freshet.toml'), '[live]\ngrace = "1s"\n');
  const server = await Server.start(scope, { dataDir, env });
  const streamers = await Promise.all(Array.from({ length: 6 }, () => newStreamer(server)));
  const onAir: OnAir[] = [];
  for (const [index, streamer] of streamers.entries()) {
    sink.status = index % 2 === 0 ? 200 : 503; // Some are there before the end, some are not.
    onAir.push(await OnAir.start(scope, server, streamer));
  }
  const ended = onAir.slice(0, 3);
  await Promise.all(ended.map((each) => each.end()));
  const { api } = streamers[0] as User;
  for (const { stream } of ended) {
    await until('its end is known', async () => {
      const { body } = await api.get(`/api/streams/${stream.id}`);
      return body.status === 'ended';
    });
  }
  await server.child.kill();

  sink.status = 200;
  const next = await again(scope, server, env);
  for (const { stream } of onAir) {
    const isTold = () => eventsOf(sink, stream.id).includes('stream.ended');
    await until(`the end of ${stream.id} is told`, isTold, 60);
    const events = eventsOf(sink, stream.id);
    const at = (name: string) => events.indexOf(name);
    assert.ok(at('publish') >= 0 && at('stream.started') >= 0, `${events}`);
    assert.ok(at('stream.started') < at('stream.ended'), `${events}`);
    assert.equal(events.filter((name) => name === 'stream.started').length, 1, `${events}`);
    assert.equal(events.filter((name) => name === 'stream.ended').length, 1, `${events}`);
    if (at('unpublish') >= 0) assert.ok(at('publish') < at('unpublish'), `${events}`);
  }
  await next.stop();
});
