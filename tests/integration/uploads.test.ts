import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';

import type { Upload } from 'tus-js-client';

import { newUser } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { CuttingProxy } from '../testing/cutting-proxy.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { isLong, isSanitized, Server } from '../testing/server.ts';
import {
  bearer,
  begin,
  bytesType,
  filesOf,
  idOf,
  mebibyte,
  offsetOf,
  patch,
  patient,
  randomFile,
  sha256Of,
  tus,
  uploaded,
} from '../testing/uploads.ts';
import { until } from '../testing/wait.ts';

test('a large file survives ten broken connections and a kill -9, and is sent once', async (t) => {
  const scope = new Scope(t);
  const folder = temporaryFolder(scope);
  const size = (isLong ? 2048 : 256) * mebibyte;
  const file = join(folder, 'film.bin');
  const digest = randomFile(file, size);
  let server = await Server.start(scope, { dataDir: temporaryFolder(scope) });
  const user = await newUser(server);
  const proxy = await CuttingProxy.start(scope, server.port);

  let killed = false;
  let again: Promise<Server> | undefined;
  let before = 0;
  let peak = 0;
  const onProgress = (sent: number): void => {
    before ||= server.residentBytes;
    if (again === undefined) peak = Math.max(peak, server.residentBytes);
    if (sent > ((proxy.cuts + 1) * size) / 12 && proxy.cuts < 10) proxy.cut();
    if (sent < size / 2 || killed) return;
    killed = true;
    const { dataDir, port, rtmpPort } = server;
    again = server.child.kill().then(() => Server.start(scope, { dataDir, port, rtmpPort }));
  };
  const url = await uploaded(file, {
    endpoint: `${proxy.url}/api/uploads`,
    headers: bearer(user),
    metadata: { filename: 'film.bin', title: 'A film' },
    onProgress,
  });
  assert.ok(again, 'the server was killed');
  server = await again;

  assert.ok(proxy.cuts >= 10, `${proxy.cuts} cuts`);
  const [object, ...more] = filesOf(server, idOf(url));
  assert.deepEqual(more, []);
  assert.equal(await sha256Of(object ?? ''), digest);
  const surplus = proxy.bytes - size;
  const allowed = (proxy.cuts + 1) * (patient.chunkSize + 64 * 1024) + mebibyte;
  assert.ok(surplus < allowed, `${surplus} bytes were sent twice, ${allowed} may be`);
  const grown = peak - before;
  t.diagnostic(`sent twice: ${surplus} bytes; memory: ${before} before, ${peak} at most`);
  assert.ok(grown < (isSanitized() ? 96 : 32) * mebibyte, `memory grew by ${grown}`);

  const video = await user.api.get(`/api/videos/${idOf(url)}`);
  assert.equal(video.body.title, 'A film');
  assert.notEqual(video.body.status, 'UPLOADING');
  await server.stop();
});

test('another device of the same user goes on, and a stranger sees nothing', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const file = join(temporaryFolder(scope), 'film.bin');
  const digest = randomFile(file, 24 * mebibyte);
  const options = { endpoint: `${server.url}/api/uploads`, headers: bearer(user) };
  let first: Upload | undefined;
  const url = await new Promise<string>((done) => {
    const onChunkComplete = () => void first?.abort().then(() => done(first?.url ?? ''));
    void uploaded(file, { ...options, onChunkComplete }, (upload) => (first = upload));
  });
  const offset = await offsetOf(url, user);
  assert.ok(offset >= 8 * mebibyte && offset < 24 * mebibyte, `${offset}`);

  const stranger = await newUser(server);
  const seen = await fetch(url, { method: 'HEAD', headers: tus(stranger) });
  assert.equal(seen.status, 404);
  assert.equal((await patch(url, stranger, offset, Buffer.from('x'))).status, 404);
  const removed = await fetch(url, { method: 'DELETE', headers: tus(stranger) });
  assert.equal(removed.status, 404);

  await uploaded(file, { ...options, uploadUrl: url });
  assert.equal(await sha256Of(filesOf(server, idOf(url))[0] ?? ''), digest);
  await server.stop();
});

test('a newcomer takes the place of a connection that says nothing any more', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const url = await begin(server, user, 10);
  const silent = await RawSocket.open(scope, server.port);
  silent.write(
    `PATCH ${new URL(url).pathname} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n` +
      `Authorization: Bearer ${user.api.token}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n` +
      'Content-Type: application/offset+octet-stream\r\n\r\n01234',
  );
  const bytes = Buffer.from('0123456789');
  const stranger = await newUser(server);
  assert.equal((await patch(url, stranger, 0, bytes)).status, 404);
  const given = await fetch(url, { method: 'DELETE', headers: tus(stranger) });
  assert.equal(given.status, 404);
  assert.equal(await offsetOf(url, user), 0, 'a stranger broke it off');

  const statuses: number[] = [];
  await until('the newcomer is let in', async () => {
    const offset = await offsetOf(url, user);
    statuses.push((await patch(url, user, offset, bytes.subarray(offset))).status);
    return statuses.at(-1) === 204;
  });
  assert.equal(statuses[0], 423, 'who might still write was cut off');
  assert.match(await silent.refused(), /^HTTP\/1.1 423 /);
  const object = filesOf(server, idOf(url))[0] ?? '';
  assert.equal(await sha256Of(object), createHash('sha256').update(bytes).digest('hex'));
  await server.stop();
});

test('bytes count only with the checksum that they were to have', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const url = await begin(server, user, 8);
  const sum = (text: string) => ({
    'Upload-Checksum': `sha1 ${createHash('sha1').update(text).digest('base64')}`,
  });
  assert.equal((await patch(url, user, 0, Buffer.from('four'), sum('five'))).status, 460);
  assert.equal(await offsetOf(url, user), 0);
  assert.equal((await patch(url, user, 0, Buffer.from('four'), sum('four'))).status, 204);
  const crc = { 'Upload-Checksum': 'crc32 AAAAAA==' };
  assert.equal((await patch(url, user, 4, Buffer.from('more'), crc)).status, 400);
  const last = await patch(url, user, 4, Buffer.from('more'), sum('more'));
  assert.equal(last.status, 204);
  assert.equal(last.headers.get('upload-offset'), '8');
  assert.equal(last.headers.get('freshet-video'), idOf(url));
  assert.match(last.headers.get('freshet-job') ?? '', /^[0-9a-f-]{36}$/);
  await server.stop();
});

test('what is asked wrongly is refused, and changes nothing', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const url = await begin(server, user, 10);
  const bytes = Buffer.from('0123456789');
  const status = async (answer: Promise<Response>) => (await answer).status;

  assert.equal(await status(patch(url, user, 5, bytes)), 409);
  assert.equal(await status(patch(url, user, 0, Buffer.from('0123456789x'))), 413);
  assert.equal(await status(patch(url, user, 0, bytes, { 'Content-Type': 'video/mp4' })), 415);
  assert.equal(await status(patch(url, user, 0, bytes, { 'Upload-Offset': '-1' })), 400);
  const old = await patch(url, user, 0, bytes, { 'Tus-Resumable': '0.2.2' });
  assert.equal(old.status, 412);
  assert.equal(old.headers.get('tus-version'), '1.0.0');
  assert.equal(await status(fetch(url, { method: 'PATCH', body: 'x' })), 401);
  const post = (headers: Record<string, string>) =>
    status(fetch(`${server.url}/api/uploads`, { method: 'POST', headers }));
  assert.equal(await post({ ...tus(user) }), 400);
  assert.equal(await post({ ...tus(user), 'Upload-Length': '1', 'Upload-Concat': 'partial' }), 400);
  assert.equal(await post({ ...tus(user), 'Upload-Length': '1', 'Upload-Metadata': 'a !' }), 400);
  assert.equal(await post({ ...tus(user), 'Upload-Length': String(11 * 2 ** 30) }), 413);
  const nul = `title ${Buffer.from('a\0b').toString('base64')}`;
  assert.equal(await post({ ...tus(user), 'Upload-Length': '1', 'Upload-Metadata': nul }), 422);
  assert.equal(await offsetOf(url, user), 0);

  const given = await fetch(url, { method: 'DELETE', headers: tus(user) });
  assert.equal(given.status, 204);
  assert.ok([404, 410].includes(await status(patch(url, user, 0, bytes))));
  assert.deepEqual(filesOf(server, idOf(url)), []);
  await server.stop();
});

test('an upload may begin with its bytes, without a length, and by POST alone', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const user = await newUser(server);
  const begun = await fetch(`${server.url}/api/uploads`, {
    method: 'POST',
    headers: { ...tus(user), ...bytesType, 'Upload-Defer-Length': '1' },
    body: 'hello',
  });
  assert.equal(begun.status, 201);
  assert.equal(begun.headers.get('upload-offset'), '5');
  assert.ok(Date.parse(begun.headers.get('upload-expires') ?? '') > Date.now());
  const url = new URL(begun.headers.get('location') ?? '', server.url).href;
  const head = await fetch(url, { method: 'HEAD', headers: tus(user) });
  assert.equal(head.headers.get('upload-defer-length'), '1');
  const rest = await fetch(url, {
    method: 'POST',
    headers: {
      ...tus(user),
      ...bytesType,
      'X-HTTP-Method-Override': 'PATCH',
      'Upload-Offset': '5',
      'Upload-Length': '11',
    },
    body: ' world',
  });
  assert.equal(rest.status, 204);
  assert.equal(rest.headers.get('freshet-video'), idOf(url));
  await server.stop();
});

test('OPTIONS says what can be done, to strangers and to other origins', async (t) => {
  const scope = new Scope(t);
  const origin = 'https://app.example';
  const server = await Server.start(scope, { env: { CLIENT_URL: origin } });
  const answer = await fetch(`${server.url}/api/uploads`, {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
  });
  assert.equal(answer.status, 204);
  assert.match(answer.headers.get('tus-extension') ?? '', /creation-with-upload/);
  assert.match(answer.headers.get('access-control-allow-methods') ?? '', /POST/);
  assert.match(answer.headers.get('access-control-allow-headers') ?? '', /Upload-Checksum/);
  await server.stop();
});
