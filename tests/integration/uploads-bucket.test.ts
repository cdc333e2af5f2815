import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { CuttingProxy } from '../testing/cutting-proxy.ts';
import { ObjectGateway } from '../testing/object-gateway.ts';
import { Server } from '../testing/server.ts';
import {
  bearer,
  begin,
  filePart,
  formEnd,
  idOf,
  mebibyte,
  offsetOf,
  randomFile,
  sendForm,
  uploaded,
} from '../testing/uploads.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
const gateway = await ObjectGateway.start(scope);

test('a bucket that goes away in the middle keeps what was acknowledged', async (t) => {
  const own = new Scope(t);
  const bucket = await gateway.freshBucket();
  const server = await Server.start(own, { env: bucket.env });
  const user = await newUser(server);
  const file = join(temporaryFolder(own), 'film.bin');
  const digest = randomFile(file, 27 * mebibyte);
  const url = await begin(server, user, 27 * mebibyte);

  let away: Promise<void> | undefined;
  let back: Promise<void> | undefined;
  let refusals = 0;
  let acknowledged = 0;
  await uploaded(file, {
    uploadUrl: url,
    headers: bearer(user),
    onChunkComplete: (_, offset) => {
      if (!back) acknowledged = offset;
      if (offset >= 8 * mebibyte) away ??= gateway.order('kill');
    },
    onShouldRetry: () => {
      if (++refusals === 2) {
        back = offsetOf(url, user).then(async (offset) => {
          assert.ok(offset >= acknowledged, `${offset} of ${acknowledged} acknowledged bytes`);
          await gateway.order('start');
        });
      }
      return true;
    },
    retryDelays: Array<number>(30).fill(1000),
  });
  await Promise.all([away, back]);
  assert.ok(refusals >= 2, 'the bucket was away');

  const bytes = await bucket.get(`uploads/${idOf(url)}`);
  assert.equal(
    createHash('sha256')
      .update(bytes ?? '')
      .digest('hex'),
    digest,
  );
  assert.deepEqual(await bucket.list('.drafts/'), []);
  await server.stop();
});

test('into a bucket, too, a file survives broken connections and a kill -9', async (t) => {
  const own = new Scope(t);
  const bucket = await gateway.freshBucket();
  const dataDir = temporaryFolder(own);
  let server = await Server.start(own, { dataDir, env: bucket.env });
  const user = await newUser(server);
  const proxy = await CuttingProxy.start(own, server.port);
  const size = 64 * mebibyte;
  const file = join(temporaryFolder(own), 'film.bin');
  const digest = randomFile(file, size);

  let again: Promise<Server> | undefined;
  const url = await uploaded(file, {
    endpoint: `${proxy.url}/api/uploads`,
    headers: bearer(user),
    chunkSize: 7 * mebibyte, // No multiple of what the bucket is given at once.
    onProgress: (sent) => {
      if (sent > ((proxy.cuts + 1) * size) / 7 && proxy.cuts < 5) proxy.cut();
      if (sent < size / 2 || again) return;
      const { port, rtmpPort } = server;
      const options = { dataDir, port, rtmpPort, env: bucket.env };
      again = server.child.kill().then(() => Server.start(own, options));
    },
  });
  assert.ok(again, 'the server was killed');
  server = await again;
  const bytes = await bucket.get(`uploads/${idOf(url)}`);
  assert.equal(
    createHash('sha256')
      .update(bytes ?? '')
      .digest('hex'),
    digest,
  );
  assert.deepEqual(await bucket.list('.drafts/'), []);
  await server.stop();
});

test('a form that a bucket does not take leaves nothing behind', async (t) => {
  const own = new Scope(t);
  const bucket = await gateway.freshBucket();
  const server = await Server.start(own, { env: bucket.env });
  const user = await newUser(server);
  await gateway.order('kill');
  const refused = await sendForm(server, user, filePart('a.mp4', 'bytes') + formEnd);
  assert.equal(refused.status, 503);
  assert.equal((await user.api.get('/api/videos/my')).body.meta.total, 0);

  await gateway.order('start');
  const whole = filePart('a.mp4', 'x'.repeat(9 * mebibyte)) + formEnd;
  await until('the bucket takes one', async () => {
    return (await sendForm(server, user, whole)).status === 202;
  });
  assert.deepEqual(await bucket.list('.drafts/'), []);
  assert.equal((await bucket.list('uploads/')).length, 1);
  await server.stop();
});
