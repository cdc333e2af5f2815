import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { newUser, type User } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { changeRows, quoted } from '../testing/rows.ts';
import { Server } from '../testing/server.ts';
import {
  bearer,
  begin,
  bytesType,
  filePart,
  filesOf,
  formEnd,
  idOf,
  mebibyte,
  offsetOf,
  patch,
  randomFile,
  sendForm,
  sha256Of,
  tus,
  uploaded,
} from '../testing/uploads.ts';
import { until } from '../testing/wait.ts';

/** Lets no file of a server grow beyond so much, as a disk does that is full. */
function limitFiles(server: Server, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', [`--pid=${server.child.pid}`, `--fsize=${bytes}:unlimited`]);
}

async function videosOf(user: User): Promise<number> {
  return (await user.api.get('/api/videos/my')).body.meta.total;
}

test('a full disk keeps what came, and the upload goes on when there is room', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const file = join(temporaryFolder(scope), 'film.bin');
  const digest = randomFile(file, 24 * mebibyte);
  const url = await begin(server, user, 24 * mebibyte);
  limitFiles(server, 12 * mebibyte);

  const refused = await patch(url, user, 0, readFileSync(file));
  assert.equal(refused.status, 507);
  assert.equal(((await refused.json()) as { code: string }).code, 'storage_full');
  assert.equal(await offsetOf(url, user), 12 * mebibyte);
  const whole = await sendForm(
    server,
    user,
    filePart('b.mp4', 'x'.repeat(13 * mebibyte)) + formEnd,
  );
  assert.equal(whole.status, 507);
  assert.equal(await videosOf(user), 1);
  assert.equal(filesOf(server, '').length, 1);

  let refusals = 0;
  await uploaded(file, {
    uploadUrl: url,
    headers: bearer(user),
    onShouldRetry: () => {
      if (++refusals === 2) limitFiles(server, 'unlimited');
      return true;
    },
  });
  assert.equal(refusals, 2);
  assert.equal(await sha256Of(filesOf(server, idOf(url))[0] ?? ''), digest);
  await server.stop();
});

/** A disk of the test's own, if we may have one. */
function smallDisk(scope: Scope, mebibytes: number): string | undefined {
  const folder = temporaryFolder(scope);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  scope.after(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

test('a disk full of uploads still takes rows, and what is refused is gone', async (t) => {
  const scope = new Scope(t);
  const disk = smallDisk(scope, 100);
  if (disk === undefined) return t.skip('nobody may mount here');
  const dataDir = join(disk, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const server = await Server.start(scope, { dataDir });
  const user = await newUser(server);
  const file = join(temporaryFolder(scope), 'film.bin');
  const digest = randomFile(file, 60 * mebibyte);
  const url = await begin(server, user, 60 * mebibyte);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(60 * mebibyte));

  const whole = filePart('a.mp4', 'x'.repeat(60 * mebibyte)) + formEnd;
  assert.equal((await sendForm(server, user, whole)).status, 507);
  assert.equal(await videosOf(user), 1);
  assert.deepEqual(filesOf(server, ''), []);
  assert.equal((await patch(url, user, 0, readFileSync(file))).status, 507);
  assert.ok((await offsetOf(url, user)) > 20 * mebibyte);
  await newUser(server);

  rmSync(join(disk, 'filler'));
  await uploaded(file, { uploadUrl: url, headers: bearer(user) });
  assert.equal(await sha256Of(filesOf(server, idOf(url))[0] ?? ''), digest);
  await server.stop();
});

test('what nobody can go on with is gone when the store fails in the middle of it', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const drafts = join(server.dataDir, 'objects/.drafts');
  rmSync(drafts, { recursive: true });
  writeFileSync(drafts, 'no folder');

  assert.equal((await sendForm(server, user, filePart('a.mp4', 'bytes') + formEnd)).status, 503);
  const begun = await fetch(`${server.url}/api/uploads`, {
    method: 'POST',
    headers: { ...tus(user), ...bytesType, 'Upload-Length': '5' },
    body: 'bytes',
  });
  assert.equal(begun.status, 503);
  assert.equal(await videosOf(user), 0);

  rmSync(drafts);
  mkdirSync(drafts);
  assert.equal((await sendForm(server, user, filePart('a.mp4', 'bytes') + formEnd)).status, 202);
  await server.stop();
});

test('an upload whose bytes are lost is told to be gone, and goes', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const url = await begin(server, user, 8);
  assert.equal((await patch(url, user, 0, Buffer.from('four'))).status, 204);
  rmSync(filesOf(server, idOf(url))[0] ?? '');
  assert.equal((await patch(url, user, 4, Buffer.from('more'))).status, 410);

  const whole = await begin(server, user, 8);
  assert.equal((await patch(whole, user, 0, Buffer.from('four'))).status, 204);
  rmSync(filesOf(server, idOf(whole))[0] ?? '');
  const rows = `UPDATE uploads SET received = 8 WHERE video_id = ${quoted(idOf(whole))}`;
  await changeRows(server, rows);
  const head = await fetch(whole, { method: 'HEAD', headers: tus(user) });
  assert.equal(head.status, 410);
  assert.equal(await videosOf(user), 0);
  await server.stop();
});

test('an upload of which nothing was heard for its time is gone, with its bytes', async (t) => {
  const scope = new Scope(t);
  const dataDir = temporaryFolder(scope);
  writeFileSync(join(dataDir, 'freshet.toml'), '[housekeeping]\ninterval = "1s"\n');
  const server = await Server.start(scope, { dataDir });
  const user = await newUser(server);
  const url = await begin(server, user, 8);
  assert.equal((await patch(url, user, 0, Buffer.from('four'))).status, 204);
  assert.equal(filesOf(server, idOf(url)).length, 1);
  const past = Date.now() - 1000;
  await changeRows(server, `UPDATE uploads SET expires_at = ${past}`);

  const head = await fetch(url, { method: 'HEAD', headers: tus(user) });
  assert.equal(head.status, 410);
  assert.equal((await patch(url, user, 4, Buffer.from('more'))).status, 410);
  await until('its bytes are gone', () => filesOf(server, '').length === 0);
  assert.equal(await videosOf(user), 0);
  assert.equal((await fetch(url, { method: 'HEAD', headers: tus(user) })).status, 410);
  await server.stop();
});
