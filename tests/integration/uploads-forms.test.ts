import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { newUser, type User } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { Server } from '../testing/server.ts';
import {
  filePart,
  filesOf,
  formEnd,
  mebibyte,
  randomFile,
  sendForm,
  sha256Of,
  textPart,
} from '../testing/uploads.ts';
import { until } from '../testing/wait.ts';

const run = promisify(execFile);

async function nothingIsLeft(server: Server, user: User): Promise<void> {
  const mine = await user.api.get('/api/videos/my');
  assert.equal(mine.body.meta.total, 0);
  await until('nothing is left behind', () => filesOf(server, '').length === 0);
}

test('curl sends a file with fields before and behind it', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const path = join(temporaryFolder(scope), 'film.bin');
  const digest = randomFile(path, 20 * mebibyte);
  const { stdout } = await run('curl', [
    ...['--silent', '--show-error', '--header', `Authorization: Bearer ${user.api.token}`],
    ...['--form', 'title=A film', '--form', `video=@${path}`, '--form', 'visibility=unlisted'],
    ...['--form', 'description=It was long.', `${server.url}/api/videos/upload`],
  ]);
  const answer = JSON.parse(stdout);
  assert.match(answer.jobId, /^[0-9a-f-]{36}$/);
  assert.equal(answer.video.title, 'A film');
  assert.equal(answer.video.visibility, 'unlisted');
  assert.equal(answer.video.description, 'It was long.');
  assert.equal(answer.video.sizeBytes, 20 * mebibyte);
  assert.equal(await sha256Of(filesOf(server, answer.id)[0] ?? ''), digest);
  await server.stop();
});

test('a form of a program is a video of its owner, named by its file', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const answer = await sendForm(
    server,
    user,
    `${filePart('My film.mp4', 'bytes')}${formEnd}`,
    '/api/media',
  );
  assert.equal(answer.status, 202);
  const body = await answer.json();
  assert.equal(body.video.title, 'My film');
  await server.stop();
});

test('a form that is none, or lies, is refused and leaves nothing behind', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const status = async (body: string) => (await sendForm(server, user, body)).status;

  assert.equal(await status('nothing'), 400);
  assert.equal(await status(textPart('title', 'no file') + formEnd), 422);
  assert.equal(await status(filePart('', '') + formEnd), 422);
  assert.equal(await status(filePart('a', '1') + filePart('b', '2') + formEnd), 422);
  assert.equal(await status(filePart('a', 'the boundary never comes')), 400);
  assert.equal(await status(filePart('a', 'bytes') + textPart('title', 'a\0b') + formEnd), 422);
  assert.equal(
    await status(filePart('a', 'bytes') + textPart('visibility', 'everybody') + formEnd),
    422,
  );
  assert.equal(
    await status(textPart('title', 'x'.repeat(70_000)) + filePart('a', 'b') + formEnd),
    400,
  );
  assert.equal(await status(textPart('a', '1').repeat(100_000)), 400);
  assert.equal(await status(`--b\r\nX: ${'x'.repeat(1_000_000)}`), 400);
  assert.equal((await fetch(`${server.url}/api/media`, { method: 'POST', body: 'x' })).status, 401);
  await nothingIsLeft(server, user);
  await server.stop();
});

test('a form whose sender leaves, or has announced more, leaves nothing behind', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const socket = await RawSocket.open(scope, server.port);
  socket.write(
    'POST /api/videos/upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n' +
      `Authorization: Bearer ${user.api.token}\r\n` +
      `Content-Type: multipart/form-data; boundary=b\r\n\r\n${filePart('a', 'bytes')}`,
  );
  await until('the upload is there', async () => {
    const mine = await user.api.get('/api/videos/my');
    return mine.body.meta.total === 1;
  });
  socket.socket.destroy();
  await until('the upload is gone', async () => {
    const mine = await user.api.get('/api/videos/my');
    return mine.body.meta.total === 0;
  });
  await nothingIsLeft(server, user);
  await server.stop();
});
