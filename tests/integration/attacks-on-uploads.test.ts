import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';

import { expectStatus, newUser, type User } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { isLong, Server } from '../testing/server.ts';
import {
  begin,
  filePart,
  filesOf,
  formEnd,
  idOf,
  mebibyte,
  offsetOf,
  patch,
  sendForm,
  textPart,
  tus,
} from '../testing/uploads.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
let user: User;
let atFirst: string[] = [];

beforeEach(async () => {
  user = await newUser(server);
  atFirst = allFiles();
});

/** What there is in the data folder, but for the database, which grows. */
function allFiles(): string[] {
  return readdirSync(server.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('freshet.db'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function nothingIsLeft(what: string): Promise<void> {
  assert.equal((await user.api.get('/api/videos/my')).body.meta.total, 0, what);
  await until(`nothing is left of ${what}`, () => allFiles().length === atFirst.length);
  assert.deepEqual(allFiles(), atFirst, what);
  server.assertSound();
}

function headOf(method: string, path: string, fields: Record<string, string>): string {
  const all = { Host: 'a', ...tus(user), ...fields };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

type Asked = [method: string, path: string, fields: Record<string, string>, body?: string];

/** The answer to what no client would send. */
async function answerTo(scope: Scope, [method, path, fields, body]: Asked): Promise<string> {
  const socket = await RawSocket.open(scope, server.port);
  socket.write(headOf(method, path, { Connection: 'close', ...fields }));
  socket.write(body ?? '');
  return socket.refused(40);
}

const statusOf = (answer: string) => Number(answer.split(' ')[1]);

/** Its status. The answer says the version of tus, whoever gives it. */
async function ask(scope: Scope, ...asked: Asked): Promise<number> {
  const answer = await answerTo(scope, asked);
  assert.match(answer, /^Tus-Resumable: 1\.0\.0\r$/m);
  return statusOf(answer);
}

const bytes = { 'Content-Type': 'application/offset+octet-stream' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

const beginnings: [string, number, Record<string, string>, string?][] = [
  ['a length below nothing', 400, { 'Upload-Length': '-1' }],
  ['a length beyond all numbers', 400, { 'Upload-Length': '18446744073709551616' }],
  ['a length beyond the limit', 413, { 'Upload-Length': '999999999999999999' }],
  ['a length that is none', 400, { 'Upload-Length': '0x10' }],
  ['a length, said and deferred', 400, { 'Upload-Length': '1', 'Upload-Defer-Length': '1' }],
  ['a key twice', 400, { 'Upload-Length': '1', 'Upload-Metadata': 'title YQ==,title Yg==' }],
  ['a NUL', 422, { 'Upload-Length': '1', 'Upload-Metadata': `title ${base64('a\0b')}` }],
  ['no UTF-8', 422, { 'Upload-Length': '1', 'Upload-Metadata': 'title /w==' }],
  ['nobody', 401, { 'Upload-Length': '1', Authorization: 'Bearer nobody' }],
  [
    'more bytes than were announced',
    413,
    { ...bytes, 'Upload-Length': '4', 'Content-Length': '5' },
    'bytes',
  ],
  [
    'more bytes than were announced, in chunks',
    413,
    { ...bytes, 'Upload-Length': '4', 'Transfer-Encoding': 'chunked' },
    '5\r\nbytes\r\n0\r\n\r\n',
  ],
  [
    'a chunk that is none',
    400,
    { ...bytes, 'Upload-Length': '4', 'Transfer-Encoding': 'chunked' },
    'four\r\nbytes\r\n',
  ],
  [
    'another checksum',
    460,
    {
      ...bytes,
      'Upload-Length': '5',
      'Content-Length': '5',
      'Upload-Checksum': `sha1 ${base64('x'.repeat(20))}`,
    },
    'bytes',
  ],
  [
    'an unknown checksum',
    400,
    { ...bytes, 'Upload-Length': '5', 'Content-Length': '5', 'Upload-Checksum': 'crc32 AAAAAA==' },
    'bytes',
  ],
];

for (const [what, status, fields, body] of beginnings) {
  test(`an upload that begins with ${what} is refused and leaves nothing`, async (t) => {
    assert.equal(await ask(new Scope(t), 'POST', '/api/uploads', fields, body), status);
    await nothingIsLeft(what);
  });
}

test('offsets and bodies that lie are refused, and give up leaves nothing', async (t) => {
  const own = new Scope(t);
  const url = await begin(server, user, 8);
  const path = new URL(url).pathname;
  const status = (offset: string, fields: Record<string, string>, body = '') =>
    ask(own, 'PATCH', path, { ...bytes, 'Upload-Offset': offset, ...fields }, body);
  const four = { 'Content-Length': '4' };
  assert.equal(await status('1', four, 'four'), 409);
  assert.equal(await status('999999999999999999', four, 'four'), 409);
  assert.equal(await status('18446744073709551616', four, 'four'), 400);
  assert.equal(await status('-1', four, 'four'), 400);
  assert.equal(await status('0.0', four, 'four'), 400);
  assert.equal(await status('0', { 'Content-Length': '9' }, 'nine bytes'), 413);
  assert.equal(await status('0', { ...four, 'Upload-Length': '3' }, 'four'), 409);
  const chunked = { 'Transfer-Encoding': 'chunked' };
  assert.equal(await status('0', chunked, '9\r\nnine byte\r\n0\r\n\r\n'), 413);
  // Heads that cannot be read, so that nobody knows what they are for.
  const unclear = [{ 'Content-Length': '99999999999999999999' }, { ...four, ...chunked }];
  for (const lengths of unclear) {
    const fields = { ...bytes, 'Upload-Offset': '0', ...lengths };
    assert.equal(statusOf(await answerTo(own, ['PATCH', path, fields])), 400);
  }
  assert.equal(await offsetOf(url, user), 0);
  assert.equal(await ask(own, 'PUT', path, {}), 405);
  for (const place of ['..%2f..%2ffreshet.db', '../../freshet.db', '%00', 'a%00']) {
    const answer = await answerTo(own, ['HEAD', `/api/uploads/${place}`, {}]);
    assert.ok([400, 404].includes(statusOf(answer)), answer);
  }

  assert.equal(await ask(own, 'DELETE', path, {}), 204);
  await nothingIsLeft('an upload that was given up');
});

test('without a length, bytes that are checked are not taken without end', async (t) => {
  const own = new Scope(t);
  const fields = { ...bytes, 'Upload-Defer-Length': '1', 'Content-Length': `${65 * mebibyte}` };
  const checksum = { 'Upload-Checksum': `sha1 ${base64('x'.repeat(20))}` };
  assert.equal(await ask(own, 'POST', '/api/uploads', { ...fields, ...checksum }), 413);
  await nothingIsLeft('bytes of any length');
});

test('a name is a title, and no place', async () => {
  for (const name of ['../../../etc/passwd', '/etc/passwd', 'C:\\a.mp4', 'a\r\nb', '.', '%00']) {
    const metadata = { 'Upload-Metadata': `filename ${base64(name)}` };
    const answer = await fetch(`${server.url}/api/uploads`, {
      method: 'POST',
      headers: { ...tus(user), ...metadata, 'Upload-Length': '8' },
    });
    if (answer.status !== 201) assert.equal(answer.status, 422, name);
    if (answer.status !== 201) continue;
    const url = new URL(answer.headers.get('location') ?? '', server.url).href;
    assert.equal((await patch(url, user, 0, Buffer.from('four'))).status, 204);
    const place = join(server.dataDir, 'objects/.drafts/uploads', idOf(url));
    assert.deepEqual(
      allFiles().filter((file) => !atFirst.includes(file)),
      [place],
    );
    assert.equal((await fetch(url, { method: 'DELETE', headers: tus(user) })).status, 204);
    await nothingIsLeft(name);
  }
});

const forms: [string, number, string][] = [
  ['nothing of a form', 400, 'nothing'],
  ['no file', 422, textPart('title', 'no file') + formEnd],
  ['a file of nothing', 422, filePart('', '') + formEnd],
  ['two files', 422, filePart('a', '1') + filePart('b', '2') + formEnd],
  ['no end', 400, filePart('a', 'the boundary never comes')],
  ['a NUL behind the file', 422, filePart('a', 'b') + textPart('title', 'a\0b') + formEnd],
  ['a hundred thousand fields', 400, filePart('a', 'b') + textPart('a', '1').repeat(100_000)],
  ['a head without end', 400, `${filePart('a', 'b')}--b\r\nX: ${'x'.repeat(1_000_000)}`],
];

for (const [what, status, body] of forms) {
  test(`a form with ${what} is refused and leaves nothing`, async () => {
    assert.equal((await sendForm(server, user, body)).status, status);
    await nothingIsLeft(what);
  });
}

test('who says nothing is let go after half a minute, and holds up nobody', async (t) => {
  const own = new Scope(t);
  const url = await begin(server, user, 100);
  const head = headOf('PATCH', new URL(url).pathname, {
    ...bytes,
    'Upload-Offset': '0',
    'Content-Length': '100',
  });
  const part = filePart('a', 'b');
  const formHead = headOf('POST', '/api/videos/upload', {
    'Content-Type': 'multipart/form-data; boundary=b',
    'Content-Length': '1000',
  });
  const silent = await RawSocket.open(own, server.port);
  silent.write(`${head}four`);
  const stuck = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const socket = await RawSocket.open(own, server.port);
      socket.write(formHead + part);
      return socket;
    }),
  );
  const others = await newUser(server);
  const other = await sendForm(server, others, filePart('a.mp4', 'bytes') + formEnd);
  assert.equal(other.status, 202);
  const { id } = (await other.json()) as { id: string };
  for (const socket of [silent, ...stuck]) {
    assert.match(await socket.refused(60), /^HTTP\/1.1 408 /);
  }
  assert.equal(await offsetOf(url, user), 4);
  assert.equal((await fetch(url, { method: 'DELETE', headers: tus(user) })).status, 204);
  expectStatus(await others.api.delete(`/api/videos/${id}`), 200);
  await until('the bytes of the other are gone', () => filesOf(server, id).length === 0);
  await nothingIsLeft('those who said nothing');
});

test('who sends a byte now and then is let go', { skip: !isLong }, async (t) => {
  const own = new Scope(t);
  const url = await begin(server, user, 10_000);
  const slow = await RawSocket.open(own, server.port);
  const fields = { ...bytes, 'Upload-Offset': '0', 'Content-Length': '10000' };
  slow.write(headOf('PATCH', new URL(url).pathname, fields));
  void slow.drip(Buffer.alloc(300, 'x'), 1000);
  assert.match(await slow.refused(180), /^HTTP\/1.1 408 /);
  assert.ok((await offsetOf(url, user)) > 100);
  assert.equal((await fetch(url, { method: 'DELETE', headers: tus(user) })).status, 204);
  await nothingIsLeft('who was slow');
});
