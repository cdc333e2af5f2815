import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Reply } from '../testing/api.ts';
import { expectStatus, suite } from '../testing/api-suite.ts';
import { Scope } from '../testing/cleanup.ts';
import { gif, png, svg } from '../testing/images.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { isSanitized } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

// Avatars that want memory, time or a browser.

const { server } = suite;
const path = '/api/users/me/avatar';
const growthMax = (isSanitized() ? 600 : 200) * 1024 * 1024;
const { api } = await suite.newUser();

function put(picture: Buffer, type: string): Promise<Reply> {
  return api.call('PUT', path, picture, { 'Content-Type': type });
}

const harmless = png(64, 64);
const script = '<script>alert(document.domain)</script>';

test('a picture becomes an avatar', async () => {
  expectStatus(await put(harmless, 'image/png'), 200);
  const { body } = await api.get('/api/users/me');
  const avatar = await fetch(body.avatarUrl);
  assert.equal(avatar.status, 200);
  assert.match(avatar.headers.get('content-type') ?? '', /^image\/(webp|jpeg|png)$/);
});

for (const [what, [type, picture]] of Object.entries({
  'a PNG that says it has 50,000 by 50,000 points': ['image/png', () => png(50_000, 50_000, 10)],
  'a PNG that says it has as many as can be written': [
    'image/png',
    () => png(0x7fffffff, 0x7fffffff, 0),
  ],
  'a PNG of 10,000 by 10,000 points in some kilobytes': ['image/png', () => png(10_000, 10_000)],
  'a PNG without a point': ['image/png', () => png(0, 0)],
  'a PNG whose points are missing': ['image/png', () => harmless.subarray(0, 50)],
  'a GIF that says it has 65,535 by 65,535 points': ['image/gif', () => gif(65_535, 65_535, 1)],
  'an SVG with a script': ['image/svg+xml', () => svg],
  'an SVG that says it is a PNG': ['image/png', () => svg],
  'a page that says it is a PNG': ['image/png', () => Buffer.from(`<html>${script}`)],
  'a page with the first bytes of a GIF': ['image/gif', () => Buffer.from(`GIF89a/*${script}*/`)],
  'nothing at all': ['image/png', () => Buffer.alloc(0)],
  text: ['text/plain', () => harmless],
  JSON: ['application/json', () => Buffer.from('{}')],
} as Record<string, [string, () => Buffer]>)) {
  test(`${what} is no avatar`, async () => {
    const before = server.residentBytesPeak;
    const { status } = await put(picture(), type);
    assert.ok([400, 413, 415, 422].includes(status), `${status}`);
    const grown = server.residentBytesPeak - before;
    assert.ok(grown < growthMax, `it took ${grown} bytes`);
  });
}

test('a file of 20 MB is refused before it has come', async (t) => {
  const socket = await RawSocket.open(new Scope(t), server.port);
  const length = 20 * 1024 * 1024;
  const bearer = `Authorization: Bearer ${api.token}`;
  const head = `Host: a\r\n${bearer}\r\nContent-Type: image/png\r\nContent-Length: ${length}`;
  socket.write(`PUT ${path} HTTP/1.1\r\n${head}\r\n\r\n`);
  socket.write(harmless);
  const line = await until('an answer', () => /^HTTP\/1\.1 \d+/.exec(socket.received)?.[0]);
  assert.equal(line, 'HTTP/1.1 413');
});

for (const [what, [type, picture]] of Object.entries({
  'a GIF of 20,000 frames': ['image/gif', () => gif(1, 1, 20_000)],
  'a GIF with a page behind it': [
    'image/gif',
    () => Buffer.concat([gif(1, 1, 1), Buffer.from(script)]),
  ],
  'a PNG with a page behind it': [
    'image/png',
    () => Buffer.concat([harmless, Buffer.from(script)]),
  ],
  'a PNG that says it is a page': ['text/html', () => harmless],
} as Record<string, [string, () => Buffer]>)) {
  test(`${what} is refused, or shown as a picture and nothing else`, async () => {
    const start = performance.now();
    const { status } = await put(picture(), type);
    assert.ok(performance.now() - start < 20_000, 'it took more than 20 s');
    if ([400, 413, 415, 422].includes(status)) return;

    assert.equal(status, 200);
    const { body } = await api.get('/api/users/me');
    const avatar = await fetch(body.avatarUrl);
    assert.match(avatar.headers.get('content-type') ?? '', /^image\/(webp|jpeg|png)$/);
    assert.equal(avatar.headers.get('x-content-type-options'), 'nosniff');
    assert.ok(!Buffer.from(await avatar.arrayBuffer()).includes('<script>'));
  });
}

test('the bombs of twenty people at once leave room for others', async () => {
  const before = server.residentBytesPeak;
  const bomb = png(6000, 6000); // As many points as are allowed, in a few kilobytes.
  const people = await Promise.all(Array.from({ length: 20 }, () => suite.newUser()));
  const headers = { 'Content-Type': 'image/png' };
  const replies = people.map((each) => each.api.call('PUT', path, bomb, headers));
  expectStatus(await api.get('/api/users/me'), 200);
  for (const { status } of await Promise.all(replies))
    assert.ok([200, 413, 422, 503].includes(status));

  const grown = server.residentBytesPeak - before;
  assert.ok(grown < 2 * growthMax, `twenty at once took ${grown} bytes`);
});

test('after all this no sanitizer has a word to say', () => server.assertSound());
