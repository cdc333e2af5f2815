import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
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
