import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { expectStatus, newUser } from '../testing/api.ts';
import { Child } from '../testing/child.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { png } from '../testing/images.ts';
import { ObjectGateway } from '../testing/object-gateway.ts';
import { program, Server } from '../testing/server.ts';
import { until, within } from '../testing/wait.ts';

const scope = new Scope({ after });
const gateway = await ObjectGateway.start(scope);
const picture = { 'Content-Type': 'image/png' };

async function health(server: Server): Promise<{ status: string; objectStore: string }> {
  const answer = await fetch(`${server.url}/health`);
  return (await answer.json()) as { status: string; objectStore: string };
}

/** Runs one of the program's commands to its end. */
async function command(own: Scope, env: Record<string, string>, ...words: string[]) {
  const dataDir = temporaryFolder(own);
  const all = { DATA_DIR: dataDir, PORT: '0', RTMP_PORT: '0', ...env };
  const child = new Child(own, [program, ...words], { env: all, cwd: dataDir, bytes: true });
  const { code } = await within('the program ends', 40, child.exited);
  return { code, output: child.output.toString(), errors: child.errors };
}

test('pictures lie in the bucket, and nowhere else', async (t) => {
  const own = new Scope(t);
  const bucket = await gateway.freshBucket();
  const server = await Server.start(own, { env: bucket.env });
  const { api } = await newUser(server);

  const first = await api.put('/api/users/me/avatar', png(64, 64), picture);
  expectStatus(first, 200);
  const second = await api.put('/api/users/me/avatar', png(65, 65), picture);
  expectStatus(second, 200);

  const shown = await fetch(second.body.avatarUrl);
  assert.equal(shown.status, 200);
  assert.equal(shown.headers.get('content-type'), 'image/webp');
  const bytes = Buffer.from(await shown.arrayBuffer());
  const name = new URL(second.body.avatarUrl).pathname.replace('/media/', '');
  assert.deepEqual(await bucket.list('avatars/'), [name]);
  assert.deepEqual(await bucket.get(name), bytes);
  assert.equal((await fetch(first.body.avatarUrl)).status, 404);
  const objects = join(server.dataDir, 'objects');
  assert.deepEqual(existsSync(objects) ? readdirSync(objects) : [], []);
  await server.stop();
});

test('a bucket that is away is told, and used again when it is back', async (t) => {
  const own = new Scope(t);
  const bucket = await gateway.freshBucket();
  await gateway.order('kill');
  const server = await Server.start(own, { env: bucket.env });
  assert.deepEqual(pick(await health(server)), { status: 'degraded', objectStore: 'down' });
  const { api } = await newUser(server);
  const refused = await api.put('/api/users/me/avatar', png(64, 64), picture);
  assert.equal(refused.status, 503);

  await gateway.order('start');
  await until('the bucket serves', async () => (await health(server)).objectStore === 'ok');
  const put = await api.put('/api/users/me/avatar', png(64, 64), picture);
  expectStatus(put, 200);
  assert.equal((await fetch(put.body.avatarUrl)).status, 200);
  assert.doesNotMatch(server.log, /X-Amz|freshet\/test|test%2Bsecret/);
  await server.stop();
});

const pick = ({ status, objectStore }: { status: string; objectStore: string }) => ({
  status,
  objectStore,
});

test('a bucket that cannot be used as it is set stops the start with one line', async (t) => {
  const own = new Scope(t);
  const { env } = await gateway.freshBucket();
  const keys = { CDN_BASE_URL: 'https://cdn.example', CLOUDFRONT_KEY_PAIR_ID: 'K2JCJMDEHXQW5F' };
  const cases: [Record<string, string>, string][] = [
    [{ ...env, AWS_S3_BUCKET: 'No Bucket' }, 'AWS_S3_BUCKET'],
    [{ ...env, AWS_ENDPOINT_URL: 'https://s3.example/path' }, 'AWS_ENDPOINT_URL'],
    [{ ...env, AWS_REGION: 'eu/west' }, 'AWS_REGION'],
    [{ AWS_S3_BUCKET: 'media' }, 'AWS_ACCESS_KEY_ID'],
    [{ AWS_S3_BUCKET: 'media', AWS_ACCESS_KEY_ID: 'a' }, 'AWS_SECRET_ACCESS_KEY'],
    [{ CDN_BASE_URL: 'https://cdn.example/"' }, 'CDN_BASE_URL'],
    [keys, 'CLOUDFRONT_KEY_PAIR_ID'],
    [{ ...keys, CLOUDFRONT_PRIVATE_KEY: '/etc/passwd' }, 'CLOUDFRONT_PRIVATE_KEY'],
    [{ ...keys, CLOUDFRONT_PRIVATE_KEY: 'secret words' }, 'CLOUDFRONT_PRIVATE_KEY'],
  ];
  for (const [settings, name] of cases) {
    const { code, errors } = await command(own, settings);
    assert.equal(code, 2, errors);
    assert.match(errors, new RegExp(`^freshet: ${name}: [^\\n]+\\n$`));
    assert.doesNotMatch(errors, /secret words|test\+secret/);
  }
});

test('the settings in force are told without their secrets', async (t) => {
  const own = new Scope(t);
  const { env } = await gateway.freshBucket();
  const key = join(import.meta.dirname, '../testing/cloudfront/private-key.pem');
  const { code, output } = await command(
    own,
    {
      ...env,
      CDN_BASE_URL: 'https://cdn.example/tv/',
      CLOUDFRONT_KEY_PAIR_ID: 'K2JCJMDEHXQW5F',
      CLOUDFRONT_PRIVATE_KEY: key,
    },
    'config',
  );

  assert.equal(code, 0);
  assert.match(output, /^s3\.bucket += test-\d+$/m);
  assert.match(output, /^s3\.secret_access_key += \*{8}$/m);
  assert.match(output, /^cloudfront\.private_key += \*{8}$/m);
  assert.match(output, /^cdn\.base_url += https:\/\/cdn\.example\/tv$/m);
  assert.doesNotMatch(output, /test\+secret|private-key\.pem/);
});
