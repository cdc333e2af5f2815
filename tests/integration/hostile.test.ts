import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls, type Streamer } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { crowd } from '../testing/crowd.ts';
import { decode, flvFile, publish } from '../testing/ffmpeg.ts';
import { isSequenceHeader, readTags, videoTag } from '../testing/flv.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { isLong, isSanitized, Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);

// Somebody publishes and somebody watches all the time: no attack may be seen by them.
const good = await newStreamer(server);
const size = 'testsrc2=size=640x360:rate=30';
publish(scope, `${server.rtmpUrl}/${good.key}`, { picture: size });
await until('the good stream is live', () => good.api.isLive(good.handle));
const witness = await FlvViewer.http(scope, playbackUrls(server, good.handle).flv);
await witness.watch(3);

const residentAtFirst = server.residentBytes;
const residentGrowthMax = (isSanitized() ? 400 : 64) * 1024 * 1024;
const ports = { rtmp: server.rtmpPort, http: server.port };

/** A test that leaves the server as well as it found it. */
function attack(name: string, run: (scope: Scope) => Promise<void>): void {
  test(name, async (t) => {
    await run(new Scope(t));
    assert.ok(server.child.running, server.log);
    server.assertSound();
    await witness.watch(witness.reader.seconds + 1);
  });
}

/** What the server has said since. */
function logSince(mark: number): string[] {
  return server.logLines.slice(mark);
}

for (const [name, port] of Object.entries(ports)) {
  attack(`garbage on the ${name} port is refused`, async (own) => {
    for (const size of [1, 100, 1536, 5000, 100_000]) {
      const socket = await RawSocket.open(own, port);
      socket.write(randomBytes(size));
      socket.socket.end();
      await socket.refused();
    }
  });

  attack(`slow bytes on the ${name} port do not hold a connection for ever`, async (own) => {
    const socket = await RawSocket.open(own, port);
    const slow = Buffer.concat([Buffer.from('\x03GET / HTTP/1.1\r\nA: '), Buffer.alloc(500, 'a')]);
    await Promise.all([
      socket.drip(slow.subarray(name === 'http' ? 1 : 0), 100),
      socket.refused(30),
    ]);
  });

  attack(`connections on the ${name} port that vanish leave nothing behind`, async (own) => {
    await crowd(isLong ? 10_000 : 1000, 100, async (index) => {
      const socket = await RawSocket.open(own, port);
      if (index % 3 === 1) socket.write('GET / HT');
      if (index % 3 === 2) socket.write(randomBytes(1537));
      socket.socket.resetAndDestroy();
      await socket.closed;
    });
  });
}

attack('an RTMP peer that breaks the protocol is named in one line', async (own) => {
  const mark = server.logLines.length;
  const client = await RtmpClient.connect(own, server.rtmpPort);
  client.socket.write(Buffer.alloc(200, 0xff));
  await until('the server closes the connection', () => client.ended);

  const lines = await until('a line in the log', () => {
    const found = logSince(mark).filter((line) => line.includes('127.0.0.1'));
    return found.length > 0 && found;
  });
  assert.equal(lines.length, 1, lines.join('\n'));
});

attack('RTMP that is cut off anywhere is an end like any other', async (own) => {
  const hello = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536 + 1536), Buffer.alloc(64, 3)]);
  for (const cut of [1, 2, 1536, 1537, 1538, 3000, 3073, 3080]) {
    const socket = await RawSocket.open(own, server.rtmpPort);
    socket.write(hello.subarray(0, cut));
    socket.socket.end();
    await socket.refused();
  }
});

attack('a message that announces 16 MB takes no memory for it', async (own) => {
  const before = server.residentBytes;
  const head = Buffer.from([0x06, 0, 0, 0, 0xff, 0xff, 0xff, videoTag, 1, 0, 0, 0]);
  const clients = await Promise.all(
    Array.from({ length: 50 }, () => RtmpClient.connect(own, server.rtmpPort)),
  );
  for (const client of clients) client.socket.write(Buffer.concat([head, Buffer.alloc(100)]));
  await witness.watch(witness.reader.seconds + 2);

  const grown = server.residentBytes - before;
  assert.ok(grown < residentGrowthMax, `50 heads of 16 MB took ${grown} bytes`);
});

attack('a body of 5 GB is refused before it comes', async (own) => {
  for (const path of ['/api/auth/login', '/nowhere']) {
    const socket = await RawSocket.open(own, server.port);
    const type = 'Content-Type: application/json';
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\n${type}\r\nContent-Length: 5000000000\r\n\r\n`,
    );

    const line = await until('an answer', () => /^HTTP\/1\.1 \d+/.exec(socket.received)?.[0]);
    assert.match(line, path === '/nowhere' ? /40[45]|413/ : /413/);
    await socket.refused();
  }
});

attack('a head without end is refused', async (own) => {
  const socket = await RawSocket.open(own, server.port);
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
  for (let i = 0; i < 2000; ++i) socket.write(`X-Header-${i}: ${'x'.repeat(100)}\r\n`);
  const answer = await socket.refused();
  if (answer) assert.match(answer, /^HTTP\/1\.1 4/);
});

attack('a flood of unknown paths is answered and does not flood the log', async () => {
  const mark = server.logLines.length;
  await crowd(2000, 20, async (index) => {
    const response = await fetch(`${server.url}/live/none-${index}.flv`);
    assert.equal(response.status, 404);
    await response.arrayBuffer();
  });
  assert.ok(logSince(mark).length < 100, `${logSince(mark).length} lines`);
});

attack('frames before their headers are dropped, and those after are seen', async (own) => {
  const streamer = await newStreamer(server);
  const tags = readTags(await flvFile(own, { seconds: 6 }));
  const [headers, frames] = [
    tags.filter(isSequenceHeader),
    tags.filter((t) => !isSequenceHeader(t)),
  ];
  const early = frames.filter((tag) => tag.timestamp < 1000);
  const late = frames.filter((tag) => tag.timestamp >= 1000);

  const client = await RtmpClient.connect(own, server.rtmpPort);
  await client.publish(streamer.key);
  for (const tag of early) client.sendTag(tag);
  for (const tag of headers) client.sendTag({ ...tag, timestamp: 1000 });
  const sent = client.sendPaced(late);

  await watchBriefly(own, streamer);
  await sent;
});

attack('viewers that never read cost little and are let go', async (own) => {
  const { flv } = playbackUrls(server, good.handle);
  const deaf: RawSocket[] = [];
  await crowd(isLong ? 1000 : 100, 50, async () => {
    const socket = await RawSocket.open(own, server.port);
    socket.socket.pause();
    socket.write(`GET ${new URL(flv).pathname} HTTP/1.1\r\nHost: a\r\n\r\n`);
    deaf.push(socket);
  });
  const players: RtmpClient[] = [];
  await crowd(10, 10, async () => {
    const player = await RtmpClient.connect(own, server.rtmpPort);
    await player.play(good.handle);
    player.socket.pause();
    players.push(player);
  });

  await witness.watch(witness.reader.seconds + 25);
  const grown = server.residentBytes - residentAtFirst;
  assert.ok(grown < residentGrowthMax, `deaf viewers took ${grown} bytes`);

  for (const socket of [...deaf, ...players].map(({ socket }) => socket)) socket.resume();
  await Promise.all(deaf.map((socket) => socket.refused(10)));
  await until('deaf players are let go', () => players.every((player) => player.ended));
});

/** Somebody comes, sees and hears a little without a complaint, and goes. */
async function watchBriefly(own: Scope, streamer: Streamer): Promise<void> {
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));
  const seen = await decode(own, playbackUrls(server, streamer.handle).flv, 2);
  assert.equal(seen.complaints, '');
  assert.ok(seen.video.length > 30 && seen.audio.length > 50);
}

test('after all this the server serves as before', async (t) => {
  const own = new Scope(t);
  const streamer = await newStreamer(server);
  publish(own, `${server.rtmpUrl}/${streamer.key}`, { bFrames: 2 });

  await watchBriefly(own, streamer);
  assert.equal(witness.ended, false);
  assert.equal((await decode(own, witness.reader.file)).complaints, '');
});

test('and has given back what it took', () =>
  until(
    `less than ${residentGrowthMax} bytes more than at first`,
    () => server.residentBytes < residentAtFirst + residentGrowthMax,
    20,
  ).then(() => undefined));

test('the server ends in order', () => server.stop());
