import assert from 'node:assert/strict';
import { test } from 'node:test';

import { writeAmf } from '../testing/amf0.ts';
import { Api, newStreamer, newUser } from '../testing/api.ts';
import { expectStatus, suite } from '../testing/api-suite.ts';
import { Scope } from '../testing/cleanup.ts';
import { scriptTag } from '../testing/flv.ts';
import { operations } from '../testing/openapi.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { isSanitized, Server } from '../testing/server.ts';
import { pause, until } from '../testing/wait.ts';

const { server } = suite;
const most = await suite.admin(); // Who gets past every door.
const posts = operations.filter(({ method, json }) => json && method !== 'GET');
const json = 'Content-Type: application/json';
const nobodys = '0190163d-8694-739b-aea5-966c26f8ad91';
const growthMax = (isSanitized() ? 200 : 32) * 1024 * 1024;

/** Sends a request as it is, and gives the whole answer. */
async function raw(scope: Scope, text: string | Buffer, to = server): Promise<string> {
  const socket = await RawSocket.open(scope, to.port);
  socket.write(text);
  return until('an answer', () => {
    const [head = '', body] = socket.received.split(/\r\n\r\n(.*)/s);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    return body !== undefined && body.length >= length && socket.received;
  });
}

test('nothing that is asked comes back as a header', async (t) => {
  const own = new Scope(t);
  const crlf = '%0d%0aX-Injected:%20yes%0d%0a%0d%0a';
  const paths = [
    `/api/users/x${crlf}`,
    `/api/streams?q=x${crlf}`,
    `/api/streams/check/x${crlf}`,
    `/live/x${crlf}.flv`,
    `/${crlf}`,
    `//elsewhere.example/${crlf}`,
  ];
  for (const path of paths) {
    const answer = await raw(own, `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    const [head = ''] = answer.split('\r\n\r\n');
    assert.doesNotMatch(head, /^x-injected/im, path);
    assert.doesNotMatch(head, /^location: \/\/elsewhere/im, path);
  }
  for (const header of [
    'Origin: http://a\rX-Injected: yes',
    'Accept-Language: en\nX-Injected: yes',
  ]) {
    const answer = await raw(own, `GET /api/auth/me HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`);
    assert.doesNotMatch(answer, /^x-injected/im, header);
  }
});

const broken = {
  'two lengths': 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
  'a length and chunks': 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a negative length': 'Content-Length: -1\r\n\r\n{}',
  'a length with a sign': 'Content-Length: +2\r\n\r\n{}',
  'chunks in another coding': 'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  'chunks that are not last': 'Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n',
  'a chunk of no size': 'Transfer-Encoding: chunked\r\n\r\nx\r\n{}\r\n0\r\n\r\n',
  'a chunk without end': 'Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n',
  'a header that goes on': 'X-A: b\r\n c\r\nContent-Length: 2\r\n\r\n{}',
  'a blank before the colon': 'Content-Length : 2\r\n\r\n{}',
  'a NUL in a header': 'X-A: \0\r\nContent-Length: 2\r\n\r\n{}',
};

for (const [what, rest] of Object.entries(broken)) {
  test(`${what} cannot smuggle a request`, async (t) => {
    const smuggled = 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n';
    const head = `POST /api/auth/logout HTTP/1.1\r\nHost: a\r\n${json}\r\n`;
    const answer = await raw(new Scope(t), head + rest + smuggled);
    assert.match(answer, /^HTTP\/1\.1 (400|411|501) /, answer.slice(0, 200));
    assert.equal(answer.match(/^HTTP\/1\.1 /gm)?.length, 1, 'one answer, and the end');
  });
}

/** A publish by an encoder of that name, which the log tells at its end. */
async function publishAs(scope: Scope, to: Server, key: string, encoder: string): Promise<void> {
  const client = await RtmpClient.connect(scope, to.rtmpPort);
  await client.publish(key);
  const body = writeAmf(['@setDataFrame', 'onMetaData', { encoder }]);
  client.send({ type: scriptTag, stream: 1, body }, 4);
  client.unpublish();
  await until('the publish is over', () => client.ended);
}

for (const format of ['text', 'json']) {
  test(`what is asked cannot write lines into the log as ${format}`, async (t) => {
    const own = new Scope(t);
    const env = { LOG_LEVEL: 'debug', LOG_FORMAT: format };
    const loud = await Server.start(own, { env });
    const line = '2026-01-01T00:00:00.000+00:00 info app: forged';
    const hostile = [
      `x\n${line}`,
      `x\r\n${line}`,
      'x\x1b[2J\x1b[31m',
      'x\u009b31m',
      'x\u2028y',
      'x"y',
    ];
    const { api, handle, key } = await newStreamer(loud);
    for (const text of hostile) {
      await publishAs(own, loud, key, text);
      const encoded = encodeURIComponent(text);
      const account = { username: text, email: `${text}@example.com`, password: 'long enough' };
      await api.post('/api/auth/register', account);
      await api.post('/api/auth/login', { email: text, password: text });
      await api.patch('/api/users/me', { displayName: text, bio: text });
      await api.patch(`/api/channels/${handle}`, { title: text, description: text });
      await api.get(`/api/users/${encoded}`);
      await api.get(`/api/streams?q=${encoded}&${encoded}=1`);
      await fetch(`${loud.url}/live/${encoded}.flv`);
      await fetch(`${loud.url}/${encoded}`);
      const agent = `User-Agent: ${text}\r\nReferer: ${text}\r\nX-Request-Id: ${text}`;
      await raw(own, `GET /api/auth/me HTTP/1.1\r\nHost: ${text}\r\n${agent}\r\n\r\n`, loud);
    }
    await loud.stop();

    assert.match(loud.log, /encoder=\\?"x/); // What was tried has come as far as the log.
    const start =
      format === 'json' ? /^\{".*\}$/ : /^\d{4}-\d\d-\d\dT\S+ (debug|info|warning|error) /;
    for (const each of loud.child.errors.split('\n').filter((text) => text !== '')) {
      assert.match(each, start);
      assert.doesNotMatch(each, /^\S+ info app: forged/);
      assert.doesNotMatch(each, /[\p{Cc}\u2028\u2029]/u, JSON.stringify(each));
      if (format === 'json') JSON.parse(each);
    }
  });
}

test('a password, a token and a key stand in no line of the log', async (t) => {
  const own = new Scope(t);
  const loud = await Server.start(own, { env: { LOG_LEVEL: 'debug' } });
  const { api, email, password } = await newUser(loud);
  const { body } = await api.get('/api/auth/stream-key');
  await api.get(`/api/streams/check/${body.streamKey}`);
  await fetch(`${loud.url}/live/${body.streamKey}.flv?token=${api.token}`);
  await api.post('/api/auth/login', { email, password: `wrong ${password}` });
  await api.get(`/api/auth/me?token=${api.token}`);
  await loud.stop();

  for (const secret of [password, api.token ?? '', body.streamKey]) {
    assert.ok(!loud.log.includes(secret), `the log holds ${secret}`);
  }
});

test('a body of 100 MB is refused before it has come', async (t) => {
  const own = new Scope(t);
  const before = server.residentBytesPeak;
  for (const { method, path } of posts) {
    const socket = await RawSocket.open(own, server.port);
    const size = 100 * 1024 * 1024;
    const at = path.replace(/\{\w+\}/g, 'x');
    socket.write(
      `${method} ${at} HTTP/1.1\r\nHost: a\r\n${json}\r\nContent-Length: ${size}\r\n\r\n`,
    );
    socket.write(Buffer.alloc(1024 * 1024, 0x20));
    const line = await until('an answer', () => /^HTTP\/1\.1 \d+/.exec(socket.received)?.[0]);
    assert.equal(line, 'HTTP/1.1 413', path);
    socket.socket.destroy();
  }
  const grown = server.residentBytesPeak - before;
  assert.ok(grown < growthMax, `${grown} bytes for ${posts.length} bodies`);
});

test('a body of chunks without end is refused when it is too much', async (t) => {
  const own = new Scope(t);
  const before = server.residentBytesPeak;
  const chunk = Buffer.concat([
    Buffer.from('4000\r\n'),
    Buffer.alloc(0x4000, 0x20),
    Buffer.from('\r\n'),
  ]);
  for (const { method, path } of posts) {
    const socket = await RawSocket.open(own, server.port);
    const at = path.replace(/\{\w+\}/g, 'x');
    socket.write(
      `${method} ${at} HTTP/1.1\r\nHost: a\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    for (let i = 0; i < 6400 && socket.received === '' && !socket.socket.closed; ++i) {
      socket.write(chunk);
      if (i % 2 === 1) await pause(1); // Lets the answer come in, before the server gives up.
    }
    // Who may not send a large one is told so before its size can be known.
    assert.match(socket.received, /^HTTP\/1\.1 (401|413)/, path);
    socket.socket.destroy();
  }
  const grown = server.residentBytesPeak - before;
  assert.ok(grown < growthMax, `${grown} bytes for ${posts.length} bodies`);
});

test('who sends a body by the byte is let go', async (t) => {
  const slow = await RawSocket.open(new Scope(t), server.port);
  const head = `Host: a\r\n${json}\r\nContent-Length: 5000`;
  slow.write(`POST /api/auth/login HTTP/1.1\r\n${head}\r\n\r\n`);
  await Promise.all([slow.drip(Buffer.alloc(5000, 0x20), 100), slow.refused(60)]);
});

for (const [what, open] of Object.entries({
  lists: '[',
  objects: '{"a":',
  'lists in a field': '{"email":[',
})) {
  test(`100,000 ${what} in each other are refused`, async () => {
    const deep = open.startsWith('{"email') ? open + '['.repeat(100_000) : open.repeat(100_000);
    for (const { method, path } of posts) {
      for (const body of [deep, deep.slice(0, 60_000)]) {
        const at = path.replace(/\{\w+\}/g, nobodys);
        const { status } = await most.api.call(method, at, body);
        assert.ok([400, 403, 413, 501].includes(status), `${path}: ${status}`);
      }
    }
  });
}
test('after all this the server serves as before', async () => {
  expectStatus(await new Api(server).get('/health'), 200);
  server.assertSound();
});
