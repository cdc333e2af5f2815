import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls, type Streamer } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { crowd } from '../testing/crowd.ts';
import { decode, flvFile, publish } from '../testing/ffmpeg.ts';
import { audioTag, isSequenceHeader, readTags, scriptTag, videoTag } from '../testing/flv.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { writeMessage } from '../testing/rtmp-chunks.ts';
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
const socketsAtFirst = server.sockets;
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

/** Bytes that are no protocol of ours, from the first one on. */
function garbage(size: number): Buffer {
  const bytes = randomBytes(size);
  bytes[0] = 0xff;
  return bytes;
}

for (const [name, port] of Object.entries(ports)) {
  attack(`garbage on the ${name} port is refused`, async (own) => {
    for (const size of [1, 100, 1536, 5000, 100_000]) {
      const socket = await RawSocket.open(own, port);
      socket.write(garbage(size));
      await socket.refused(5);
    }
  });

  attack(`who says little on the ${name} port does not hold it for ever`, async (own) => {
    const slow = await RawSocket.open(own, port);
    const text = Buffer.from('\x03GET / HTTP/1.1\r\nA: '.padEnd(500, 'a'));
    await Promise.all([slow.drip(text.subarray(name === 'http' ? 1 : 0), 100), slow.refused(30)]);
  });

  // A browser keeps connections in reserve; a publisher has something to say at once.
  const patience = name === 'http' ? 90 : 15;
  const letsGo = async (own: Scope) => {
    const silent = await RawSocket.open(own, port);
    await silent.refused(patience);
  };
  if (isLong || patience <= 30) attack(`who says nothing on the ${name} port is let go`, letsGo);

  attack(`connections on the ${name} port that vanish leave nothing behind`, async (own) => {
    await crowd(isLong ? 10_000 : 1000, 100, async (index) => {
      const socket = await RawSocket.open(own, port);
      if (index % 3 === 1) socket.write('GET / HT');
      if (index % 3 === 2) socket.write(randomBytes(1537));
      socket.socket.resetAndDestroy();
      await socket.closed;
    });
    await until('their sockets are closed', () => server.sockets <= socketsAtFirst);
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

attack('a publish that is cut off in the middle of a message ends like any other', async (own) => {
  const mark = server.logLines.length;
  const { key } = await newStreamer(server);
  const keyframe = writeMessage(
    { type: videoTag, timestamp: 0, stream: 1, body: Buffer.alloc(500, 0x17) },
    6,
    128,
  );
  const cuts = [1, 4, 11, 12, 13, 140, 141, keyframe.length - 1];
  for (const cut of cuts) {
    const client = await until('the one before is gone', async () => {
      const next = await RtmpClient.connect(own, server.rtmpPort);
      return (await next.publish(key)).level === 'status' && next;
    });
    client.socket.end(keyframe.subarray(0, cut));
    await until('the server closes too', () => client.ended);
  }
  const ends = () => logSince(mark).filter((line) => line.includes('publish ended'));
  await until('a line for each', () => ends().length === cuts.length);
});

attack('a publisher that sends nonsense as media shows nothing and harms nobody', async (own) => {
  const streamer = await newStreamer(server);
  for (const type of [audioTag, videoTag, scriptTag, 20, 22]) {
    const client = await RtmpClient.connect(own, server.rtmpPort);
    await client.publish(streamer.key);
    for (let i = 0; i < 200 && !client.ended; ++i) {
      const body = randomBytes(1 + (i % 300));
      if (type === videoTag) body[0] = [0x17, 0x27, 0x90, 0x91, 0xff][i % 5] ?? 0;
      if (type === audioTag) body[0] = [0xaf, 0x2f, 0x90, 0x91, 0xff][i % 5] ?? 0;
      client.send({ type, timestamp: i * 33, stream: 1, body }, 6);
    }
    client.unpublish();
    await until('the server lets it go', () => client.ended);
  }
});

attack('values in values without end are refused', async (own) => {
  const client = await RtmpClient.connect(own, server.rtmpPort);
  const nested = Buffer.concat(Array.from({ length: 20_000 }, () => Buffer.from('\x03\0\x01a')));
  client.send({
    type: 20,
    body: Buffer.concat([Buffer.from('\x02\0\x01x\0'), Buffer.alloc(8), nested]),
  });
  await until('the server closes the connection', () => client.ended);
});

attack('a message that announces 16 MB takes no memory for it', async (own) => {
  const before = server.residentBytes;
  const head = Buffer.from([0x06, 0, 0, 0, 0xff, 0xff, 0xff, videoTag, 1, 0, 0, 0]);
  const clients = await Promise.all(
    Array.from({ length: 50 }, () => RtmpClient.connect(own, server.rtmpPort)),
  );
  const widest = Buffer.from([0x7f, 0xff, 0xff, 0xff]);
  for (const client of clients) {
    client.send({ type: 1, body: widest }, 2); // Chunks of 2 GB: the message would be one.
    client.socket.write(Buffer.concat([head, Buffer.alloc(100)]));
  }
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
  const paths = ['/live/x.flv', '/hls/x/master.m3u8', '/api/streams/x', '/x', '/api/x'];
  await crowd(isLong ? 20_000 : 2000, 20, async (index) => {
    const path = paths[index % paths.length] ?? '';
    const response = await fetch(server.url + path.replace('x', `none-${index}`));
    assert.equal(response.status, 404, path);
    await response.arrayBuffer();
  });
  assert.ok(logSince(mark).length < 100, `${logSince(mark).length} lines`);
});

attack('a flood of plays of what is not there is answered', async (own) => {
  await crowd(isLong ? 2000 : 200, 20, async (index) => {
    const client = await RtmpClient.connect(own, server.rtmpPort);
    assert.equal((await client.play(`none-${index}`)).code, 'NetStream.Play.StreamNotFound');
    client.drop();
  });
});

attack('frames before their headers are dropped, and those after are seen', async (own) => {
  const mark = server.logLines.length;
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
  client.unpublish();
  const dropped = `dropped=${early.filter(({ type }) => type !== scriptTag).length} `;
  const isSaid = (line: string) => line.includes('publish ended') && line.includes(dropped);
  await until('the log says so', () => logSince(mark).some(isSaid));
});

attack('viewers that never read cost little and are let go', async (own) => {
  const mark = server.logLines.length;
  const path = new URL(playbackUrls(server, good.handle).flv).pathname;
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  const deaf: RawSocket[] = [];
  await crowd(isLong ? 1000 : 100, 50, async (index) => {
    const socket = await RawSocket.open(own, server.port);
    socket.socket.pause();
    const extra = index % 2 === 0 ? '' : upgrade + key;
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n${extra}\r\n`);
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
  const slow = logSince(mark).filter((line) => line.includes('reason="too slow"'));
  assert.equal(slow.length, deaf.length + players.length, 'each is told in the log');
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

test('and has given back what it took', async () => {
  await until('its sockets are closed', () => server.sockets <= socketsAtFirst);
  await until(
    `less than ${residentGrowthMax} bytes more than at first`,
    () => server.residentBytes < residentAtFirst + residentGrowthMax,
  );
});

test('the server ends in order', () => server.stop());
