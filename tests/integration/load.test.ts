import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Api, newStreamer, newUser, type Reply, type User } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { crowd } from '../testing/crowd.ts';
import { databaseKind } from '../testing/database.ts';
import { OnAir } from '../testing/on-air.ts';
import { isLong, Server } from '../testing/server.ts';

// A crowd that reads and writes at the same time, each of them as fast as it is answered.

const clients = isLong ? 200 : 20;
const seconds = isLong ? 300 : 4;
const shares = { hashing: 0.01, write: 0.2 }; // Of all requests; the rest are reads.

interface Client {
  user: User;
  refreshToken: string;
  other: User; // Somebody else who is there.
}

interface Kind {
  name: string;
  share: number;
  atOnce?: number; // Any number when absent.
  ask(client: Client, index: number): Promise<Reply>;
}

async function refresh(client: Client): Promise<Reply> {
  const body = { refreshToken: client.refreshToken, tokenDelivery: 'body' };
  const reply = await client.user.api.post('/api/auth/refresh', body);
  client.refreshToken = reply.body.refreshToken;
  client.user.api.token = reply.body.token;
  return reply;
}

const reads: Omit<Kind, 'share'>[] = [
  { name: 'the live list', ask: ({ user }) => user.api.get('/api/streams?live=true') },
  { name: 'all streams', ask: ({ user }) => user.api.get('/api/streams?limit=100') },
  { name: 'a user', ask: ({ user, other }) => user.api.get(`/api/users/${other.username}`) },
  { name: 'a channel', ask: ({ user, other }) => user.api.get(`/api/channels/${other.handle}`) },
  { name: 'who am I', ask: ({ user }) => user.api.get('/api/auth/me') },
  { name: 'my key', ask: ({ user }) => user.api.get('/api/auth/stream-key') },
];

const writes: Omit<Kind, 'share'>[] = [
  { name: 'refresh', ask: refresh },
  {
    name: 'a new key',
    ask: ({ user }) => user.api.post(`/api/channels/${user.handle}/regenerate-stream-key`),
  },
  {
    name: 'follow',
    ask: ({ user, other }, index) =>
      user.api.call(index % 2 ? 'POST' : 'DELETE', `/api/users/${other.id}/follow`),
  },
  {
    name: 'my profile',
    ask: ({ user }, index) => user.api.patch('/api/users/me', { bio: `The ${index}th one.` }),
  },
  {
    name: 'my channel',
    ask: ({ user }, index) =>
      user.api.patch(`/api/channels/${user.handle}`, { title: `Title ${index}` }),
  },
];

// A password costs a core some 60 ms on purpose. Few may ask at once, as the limit for persons sees
// to; else everybody would soon stand in that queue, and nobody would do anything else.
const hashing: Omit<Kind, 'share'> = {
  name: 'sign in',
  atOnce: 4,
  ask: ({ user: { api, email, password } }) => api.post('/api/auth/login', { email, password }),
};

function shared(kinds: Omit<Kind, 'share'>[], share: number): Kind[] {
  return kinds.map((kind) => ({ ...kind, share: share / kinds.length }));
}

const kinds: Kind[] = [
  ...shared([hashing], shares.hashing),
  ...shared(writes, shares.write),
  ...shared(reads, 1 - shares.hashing - shares.write),
];

const underWay = new Map<Kind, number>();

function chosen(): Kind {
  let left = Math.random();
  const kind = kinds.find(({ share }) => (left -= share) < 0) ?? (kinds[0] as Kind);
  return (underWay.get(kind) ?? 0) < (kind.atOnce ?? Infinity) ? kind : chosen();
}

/** Does what falls to it; gives how long that took, and what was said against it. */
async function turn(client: Client, round: number) {
  const kind = chosen();
  underWay.set(kind, (underWay.get(kind) ?? 0) + 1);
  const start = performance.now();
  const { status, body } = await kind.ask(client, round);
  underWay.set(kind, (underWay.get(kind) ?? 0) - 1);
  const refusal = status < 300 ? undefined : `${kind.name}: ${JSON.stringify(body)}`;
  return { kind: kind.name, milliseconds: performance.now() - start, refusal };
}

/** Registers them, and signs each in with a refresh token of its own. */
async function gathered(server: Server): Promise<Client[]> {
  const users: User[] = [];
  await crowd(clients, 8, async () => users.push(await newUser(server)));
  const all: Client[] = [];
  await crowd(clients, 8, async (index) => {
    const user = users[index] as User;
    const body = { email: user.email, password: user.password, tokenDelivery: 'body' };
    const { refreshToken } = (await user.api.post('/api/auth/login', body)).body;
    all.push({ user, refreshToken, other: users[(index + 1) % clients] as User });
  });
  return all;
}

function quantile(sorted: number[], share: number): string {
  return (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(1);
}

const name = `${clients} clients for ${seconds} s on ${databaseKind}: all are answered`;
test(name, async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  for (let i = 0; i < 3; ++i) await OnAir.start(scope, server, await newStreamer(server));
  const taken = new Map(kinds.map((kind) => [kind.name, [] as number[]]));
  const refusals: string[] = [];
  const crowded = await gathered(server);
  const end = performance.now() + seconds * 1000;
  await crowd(clients, clients, async (index) => {
    const client = crowded[index] as Client;
    for (let round = 0; performance.now() < end; ++round) {
      const { kind, milliseconds, refusal } = await turn(client, round);
      taken.get(kind)?.push(milliseconds);
      if (refusal !== undefined) refusals.push(refusal);
    }
  });

  for (const [kind, values] of taken) {
    values.sort((one, other) => one - other);
    const [p50, p99] = [quantile(values, 0.5), quantile(values, 0.99)];
    t.diagnostic(`${kind}: ${values.length} times, p50 ${p50} ms, p99 ${p99} ms`);
  }
  assert.deepEqual(refusals, []);
  const complaints = server.logLines.filter((line) => / (warning|error) /.test(line));
  assert.deepEqual(complaints, []);
  assert.equal((await new Api(server).get('/health')).body.status, 'ok');
  await server.stop();
});
