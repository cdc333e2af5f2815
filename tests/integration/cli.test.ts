import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Api, expectStatus, newStreamer, revokedWithin } from '../testing/api.ts';
import { Child } from '../testing/child.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { databaseOf } from '../testing/database.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { program, Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });

interface Outcome {
  code: number | null;
  output: string;
  errors: string;
}

/** One command of an operator, on the data of a server that runs or does not. */
async function freshet(dataDir: string, args: string[], input?: string): Promise<Outcome> {
  const child = new Child(scope, [program, ...args], {
    cwd: dataDir,
    env: { DATA_DIR: dataDir, ...(await databaseOf(dataDir)) },
    bytes: true,
    input: input !== undefined,
  });
  if (input !== undefined) child.input.end(input);
  const { code } = await child.exited;
  return { code, output: child.output.toString(), errors: child.errors };
}

async function login(server: Server, email: string, password: string) {
  return new Api(server).post('/api/auth/login', { email, password });
}

const user = (name: string, ...more: string[]) => [
  'user',
  'create',
  '--username',
  name,
  '--email',
  `${name}@example.com`,
  ...more,
];

test('users are made before the first start and while the server runs', async (t) => {
  const own = new Scope(t);
  const dataDir = temporaryFolder(own);
  const made = await freshet(dataDir, user('carol', '--admin'));
  assert.equal(made.code, 0, made.errors);
  const password = /^password (\S+)$/m.exec(made.output)?.[1] ?? '';
  assert.ok(password.length >= 16);

  const server = await Server.start(own, { dataDir });
  const admin = await login(server, 'carol@example.com', password);
  assert.equal(admin.body.user.role, 'admin');
  const given = await freshet(dataDir, user('ada', '--password-stdin'), 'correct horse\n');
  assert.equal(given.code, 0, given.errors);
  assert.doesNotMatch(given.output, /password/);
  expectStatus(await login(server, 'ada@example.com', 'correct horse'), 200);

  const taken = await freshet(dataDir, user('ADA'));
  assert.equal(taken.code, 1);
  assert.match(taken.errors, /^freshet: [^\n]+\n$/);
  const wrong = await freshet(dataDir, user('a b', '--password-stdin'), 'short\n');
  assert.match(wrong.errors, /^freshet: [^\n]*username[^\n]*password[^\n]*\n$/);
  await server.stop();
});

test('roles are changed under a server that runs, but for the last admin', async (t) => {
  const own = new Scope(t);
  const server = await Server.start(own);
  const streamer = await newStreamer(server);
  const { dataDir } = server;
  const admins = async () => (await streamer.api.get('/api/admin/users')).status === 200;

  const promoted = await freshet(dataDir, ['user', 'promote', streamer.username]);
  assert.equal(promoted.code, 0, promoted.errors);
  await until('an admin', admins, revokedWithin);
  const refused = await freshet(dataDir, ['user', 'demote', streamer.username]);
  assert.equal(refused.code, 1);
  assert.match(refused.errors, /last admin/);
  const listed = await freshet(dataDir, ['user', 'list']);
  assert.match(listed.output, new RegExp(`${streamer.username} .*admin .*active`));
  const nobody = await freshet(dataDir, ['user', 'promote', 'nobody']);
  assert.equal(nobody.code, 1);
  await server.stop();
});

test('tokens are made, listed and revoked', async (t) => {
  const own = new Scope(t);
  const server = await Server.start(own);
  const { dataDir } = server;
  const create = ['token', 'create', '--scope', 'media:write', '--name', 'ci'];
  assert.match((await freshet(dataDir, create)).errors, /there is no admin/);

  const { username } = await newStreamer(server);
  const made = await freshet(dataDir, [...create, '--user', username]);
  assert.equal(made.code, 0, made.errors);
  const token = made.output.trim();
  assert.match(token, /^frs_[0-9a-f]{64}$/);
  const program = new Api(server, token);
  expectStatus(await program.get('/api/streams'), 200);

  const listed = await freshet(dataDir, ['token', 'list']);
  assert.equal(listed.output.includes(token), false);
  const id = /^([0-9a-f-]{36}) .* media:write$/m.exec(listed.output)?.[1] ?? '';
  assert.equal((await freshet(dataDir, ['token', 'revoke', id])).code, 0);
  await until('401', async () => (await program.get('/api/streams')).status === 401, revokedWithin);
  assert.equal((await freshet(dataDir, ['token', 'revoke', id])).code, 1);
  const admin = await freshet(dataDir, [
    'token',
    'create',
    '--scope',
    'admin',
    '--name',
    'ci',
    '--user',
    username,
  ]);
  assert.match(admin.errors, /is no admin/);
  await server.stop();
});

test('a new secret changes every stream key, and nothing else', async (t) => {
  const own = new Scope(t);
  const first = await Server.start(own);
  const { dataDir } = first;
  const { api, email, key, password } = await newStreamer(first);
  const running = await freshet(dataDir, ['secrets', 'rotate']);
  assert.equal(running.code, 1);
  assert.match(running.errors, /is using this folder/);
  assert.ok(api.token);
  await first.stop();

  const before = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
  const rotated = await freshet(dataDir, ['secrets', 'rotate']);
  assert.equal(rotated.code, 0, rotated.errors);
  assert.match(rotated.output, /stream keys 1,/);
  const after = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
  assert.notEqual(JSON.parse(after).secretKey, JSON.parse(before).secretKey);
  assert.equal(JSON.parse(after).jwtSecret, JSON.parse(before).jwtSecret);

  const second = await Server.start(own, { dataDir });
  const signedIn = await login(second, email, password);
  expectStatus(signedIn, 200);
  const { streamKey } = signedIn.body.user;
  assert.notEqual(streamKey, key);
  const codes = [];
  for (const each of [key, streamKey]) {
    const client = await RtmpClient.connect(own, second.rtmpPort);
    codes.push((await client.publish(each)).code);
  }
  assert.deepEqual(codes, ['NetStream.Publish.BadName', 'NetStream.Publish.Start']);
  await second.stop();
});
