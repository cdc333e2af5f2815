import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';

import { Uppy } from '@uppy/core';
import Tus from '@uppy/tus';

import { newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { CuttingProxy } from '../testing/cutting-proxy.ts';
import { Server } from '../testing/server.ts';
import { filesOf, idOf, mebibyte, patient, randomFile, sha256Of } from '../testing/uploads.ts';

test('Uppy uploads files, over a line that breaks', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const proxy = await CuttingProxy.start(scope, server.port);
  const path = join(temporaryFolder(scope), 'film.bin');
  const digest = randomFile(path, 20 * mebibyte);

  const uppy = new Uppy().use(Tus, {
    ...patient,
    endpoint: `${proxy.url}/api/uploads`,
    headers: { Authorization: `Bearer ${user.api.token}` },
    allowedMetaFields: ['name', 'type', 'visibility'],
  });
  uppy.setMeta({ visibility: 'unlisted' });
  uppy.addFile({
    name: 'My film.mp4',
    type: 'video/mp4',
    // In node there is no browser's file; tus-js-client takes its bytes as they are.
    data: readFileSync(path) as unknown as Blob,
  });
  uppy.on('upload-progress', (_, { bytesUploaded }) => {
    if (proxy.cuts === 0 && (bytesUploaded || 0) > 10 * mebibyte) proxy.cut();
  });
  const result = await uppy.upload();

  assert.equal(proxy.cuts, 1);
  assert.deepEqual(result?.failed, []);
  const id = idOf(result?.successful?.[0]?.uploadURL ?? '');
  assert.equal(await sha256Of(filesOf(server, id)[0] ?? ''), digest);
  const video = await user.api.get(`/api/videos/${id}`);
  assert.equal(video.body.title, 'My film');
  assert.equal(video.body.visibility, 'unlisted');
  uppy.destroy();
  await server.stop();
});
