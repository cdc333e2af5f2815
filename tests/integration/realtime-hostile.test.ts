import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newUser } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { crowd } from '../testing/crowd.ts';
import { EngineIo } from '../testing/engineio.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { ChatClient, newRoom } from '../testing/realtime.ts';
import { isLong, isSanitized, Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';
import { frame, opcodes, RawWebSocket } from '../testing/websocket-frames.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
const engine = new EngineIo(server);
const ada = await newUser(server, 'Ada');
const room = await newRoom(ada);
const socketPath = '/socket.io/?EIO=4&transport=websocket';
const { text, binary, close, ping, continuation } = opcodes;

// Two talk all the time: no attack may be seen by them.
const [speaker, listener] = [
  await ChatClient.as(scope, server, ada),
  await ChatClient.connect(scope, server),
];
for (const client of [speaker, listener]) await client.ask('join-room', { roomId: room });
let spoken = 0;

/** What it has grown by since then, beside what a memory checker keeps, is bounded. */
function assertBounded(before: number): void {
  const growth = (server.residentBytes - before) / 1024 / 1024;
  assert.ok(growth < (isSanitized() ? 200 : 50), `it has grown by ${growth.toFixed(1)} MiB`);
}

/** A test after which the two are heard as before. */
function attack(name: string, run: (scope: Scope) => Promise<void>): void {
  test(name, async (t) => {
    await run(new Scope(t));
    server.assertSound();
    const message = `message ${++spoken}`;
    assert.equal((await speaker.ask('chat-message', { message })).status, 'ok');
    await until('it is heard', () => listener.all('new-message').at(-1)?.message === message);
  });
}

const malformed: { name: string; frames: Buffer[]; code: number }[] = [
  { name: 'without a mask', frames: [frame(text, '2', { masked: false })], code: 1002 },
  { name: 'with reserved bits', frames: [frame(text, '3', { first: 0xc1 })], code: 1002 },
  { name: 'of an opcode that is none', frames: [frame(3, '3')], code: 1002 },
  { name: 'of a control opcode that is none', frames: [frame(11, '3')], code: 1002 },
  { name: 'that continue nothing', frames: [frame(continuation, '3')], code: 1002 },
  {
    name: 'that begin a message in another',
    frames: [frame(text, '3', { final: false }), frame(text, '3')],
    code: 1002,
  },
  { name: 'that cut a ping', frames: [frame(ping, '', { final: false })], code: 1002 },
  { name: 'that ping too much', frames: [frame(ping, Buffer.alloc(126))], code: 1002 },
  {
    name: 'whose length is too long a form',
    frames: [frame(text, '3', { length: Buffer.from('7e0001', 'hex') })],
    code: 1002,
  },
  {
    name: 'of nearly all that there is',
    frames: [frame(binary, '', { length: Buffer.from('7f7fffffffffffffff', 'hex') })],
    code: 1009,
  },
  { name: 'over 64 KiB', frames: [frame(text, '4'.repeat(64 * 1024 + 1))], code: 1009 },
  {
    name: 'that are over 64 KiB together',
    frames: [
      frame(text, '4'.repeat(40_000), { final: false }),
      frame(continuation, '4'.repeat(40_000)),
    ],
    code: 1009,
  },
  {
    name: 'of text that is no UTF-8',
    frames: [frame(text, Buffer.from([0x34, 0xff]))],
    code: 1007,
  },
  { name: 'that close with half a code', frames: [frame(close, '\x03')], code: 1002 },
  {
    name: 'that close with a code that is none',
    frames: [frame(close, Buffer.from([0x03, 0xed]))],
    code: 1002,
  },
  {
    name: 'that close with no UTF-8',
    frames: [frame(close, Buffer.from([0x03, 0xe8, 0xff]))],
    code: 1007,
  },
];

for (const path of [socketPath, `/ws/chat/${room}`]) {
  const where = path.split('?')[0];
  for (const { name, frames, code } of malformed) {
    attack(`frames ${name} are refused at ${where}`, async (own) => {
      const socket = await RawWebSocket.open(own, server.port, path);
      socket.write(...frames);
      assert.equal(await socket.refused(), code);
    });
  }

  attack(`a message is the same however its frames are cut at ${where}`, async (own) => {
    const isPlain = !path.includes('EIO');
    const asked = isPlain ? '{"event":"auth","data":{},"id":7}' : '427["auth",{}]';
    const answer = isPlain ? '"ack":7' : '437[';
    const connect = isPlain ? [] : [frame(text, '40')];
    const pieces = [...asked].map((letter, at) =>
      frame(at === 0 ? text : continuation, letter, { final: at === asked.length - 1 }),
    );
    for (const cut of [1, 2, 3, 7, 64]) {
      const socket = await RawWebSocket.open(own, server.port, path);
      const bytes = Buffer.concat([
        ...connect,
        ...pieces.flatMap((piece) => [piece, frame(ping, 'x')]),
      ]);
      for (let at = 0; at < bytes.length; at += cut) socket.write(bytes.subarray(at, at + cut));
      await until(`an answer to pieces of ${cut} bytes`, () => socket.has(answer));
      socket.raw.socket.destroy();
    }
  });
}

attack('text over a plain WebSocket that is no request is refused', async (own) => {
  const requests = [
    ...['', 'hello', '[]', '{}', '{"event":1}', '{"event":"auth"', '{"event":"auth","data":[}'],
    `{"event":"auth","data":${'['.repeat(40)}${']'.repeat(40)}}`,
    '{"event":"auth","id":{}}',
  ];
  for (const request of requests) {
    const socket = await RawWebSocket.open(own, server.port, `/ws/chat/${room}`);
    socket.write(frame(text, request));
    // Told, or let go: but never left without a word.
    await until(request, () => socket.has('"error"') || socket.raw.socket.closed);
    socket.raw.socket.destroy();
  }
});

attack('what is posted over 100 kB is refused', async () => {
  const { sid } = await engine.open();
  assert.equal((await engine.post(sid, '4'.repeat(100_001))).status, 413);
});

attack('posts to a session all at once do no harm', async () => {
  const { sid } = await engine.open();
  await engine.post(sid, '40');
  const posts = Array.from({ length: 50 }, (_, id) => engine.post(sid, `42${id}["auth",{}]`));
  for (const { status } of await Promise.all(posts)) assert.ok(status === 200 || status === 400);
});

attack('a flood of requests is heard in its order', async (own) => {
  const wire = await engine.connected(own);
  const count = isLong ? 20_000 : 2000;
  for (let id = 0; id < count; ++id) wire.send(`42${id}["auth",{}]`);
  for (let id = 0; id < count; ++id) {
    const answer = await wire.hear(30);
    assert.ok(answer.startsWith(`43${id}[`), answer);
  }
});

attack('connections that open and vanish leave nothing behind', async (own) => {
  const before = server.sockets;
  const memory = server.residentBytes;
  await crowd(isLong ? 5000 : 500, 50, async (index) => {
    const isPlain = index % 4 === 3;
    const path = isPlain ? `/ws/chat/${room}` : socketPath;
    const socket = await RawWebSocket.open(own, server.port, path);
    if (index % 4 === 1) socket.write(frame(text, '40'));
    if (index % 4 === 2) {
      const join = `421${JSON.stringify(['join-room', { roomId: room }])}`;
      socket.write(frame(text, '40'), frame(text, join));
      await until('it has joined', () => socket.has('431['));
    }
    socket.raw.socket.resetAndDestroy();
    await socket.raw.closed;
  });
  await until('their sockets are closed', () => server.sockets <= before, 30);
  // Who has lost the connection is a viewer for some seconds, in which it may come back.
  await until(
    'they are no viewers',
    async () => (await listener.ask('join-room', { roomId: room })).viewerCount <= 10,
    60,
  );
  assertBounded(memory);
});

attack('sessions of polling that are opened and left are bounded', async () => {
  const before = server.residentBytes;
  await crowd(isLong ? 5000 : 500, 20, async () => void (await engine.open()));
  assertBounded(before);
});

attack('clients that never read are let go, and others wait for none of them', async (own) => {
  const memory = server.residentBytes;
  const deaf = await Promise.all(
    Array.from({ length: isLong ? 200 : 20 }, async () => {
      const socket = await RawWebSocket.open(own, server.port, socketPath);
      const join = `421${JSON.stringify(['join-room', { roomId: room }])}`;
      socket.write(frame(text, '40'), frame(text, join));
      await until('it has joined', () => socket.has('431['));
      socket.raw.socket.pause();
      return socket;
    }),
  );
  const before = server.sockets;
  const message = 'x'.repeat(500);
  const deadline = performance.now() + 120_000;
  while (server.sockets > before - deaf.length && performance.now() < deadline) {
    const talk = Array.from({ length: 500 }, () => speaker.ask('chat-message', { message }));
    for (const { status } of await Promise.all(talk)) assert.equal(status, 'ok');
  }
  assert.ok(server.sockets <= before - deaf.length, 'they are held for ever');
  assertBounded(memory);
});

attack('a client that opens a poll and never takes the answer is let go', async (own) => {
  const { sid } = await engine.open();
  const raw = await RawSocket.open(own, server.port);
  raw.write(`GET /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: x\r\n\r\n`);
  raw.socket.resetAndDestroy();
  await raw.closed;
});
