import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newStreamer, playbackUrls } from '../testing/api.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { publish } from '../testing/ffmpeg.ts';
import { Server, type ServerOptions } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until, within } from '../testing/wait.ts';

interface Row {
  id: string;
  status: string;
  isLive: boolean;
}

/** A server with a stream on air and somebody who watches. */
async function onAir(scope: Scope) {
  const server = await Server.start(scope, { dataDir: temporaryFolder(scope) });
  const streamer = await newStreamer(server);
  const publisher = publish(scope, `${server.rtmpUrl}/${streamer.key}`);
  const viewer = await until('the stream can be watched', () =>
    FlvViewer.http(scope, playbackUrls(server, streamer.handle).flv).catch(() => undefined),
  );
  await viewer.watch(2);
  const { body } = await streamer.api.get('/api/streams?live=true');
  return { server, streamer, publisher, viewer, stream: body.data[0] as Row };
}

/** The same server again: data and ports. */
function again(scope: Scope, { dataDir, port, rtmpPort }: Server): Promise<Server> {
  return Server.start(scope, { dataDir, port, rtmpPort });
}

test('SIGTERM ends all in order, and the stream is told truly after a restart', async (t) => {
  const scope = new Scope(t);
  const { server, streamer, publisher, viewer, stream } = await onAir(scope);

  await server.stop(10);
  await until('the viewer is let go', () => viewer.ended);
  await within('the publisher is let go', 30, publisher.exited);

  const next = await again(scope, server);
  const row: Row = (await streamer.api.get(`/api/streams/${stream.id}`)).body;
  assert.ok(['reconnecting', 'ended'].includes(row.status), row.status);
  assert.equal(row.isLive, row.status === 'reconnecting');
  assert.equal(await streamer.api.isLive(streamer.handle), row.isLive);
  await next.stop();
});

test('after kill -9 the publisher comes back to the same stream', async (t) => {
  const scope = new Scope(t);
  const { server, streamer, stream } = await onAir(scope);
  await server.child.kill();

  const next = await again(scope, server);
  const row: Row = (await streamer.api.get(`/api/streams/${stream.id}`)).body;
  assert.equal(row.status, 'reconnecting');
  assert.equal(row.isLive, true);

  publish(scope, `${next.rtmpUrl}/${streamer.key}`);
  await until('the stream goes on', async () => {
    const { body } = await streamer.api.get(`/api/streams/${stream.id}`);
    return body.status === 'live';
  });
  const viewer = await FlvViewer.http(scope, playbackUrls(next, streamer.handle).flv);
  await viewer.watch(1);
  await next.stop();
});

/** A start that must fail: what it says, in one line. */
async function refusedStart(scope: Scope, options: ServerOptions): Promise<string> {
  const server = await Server.launch(scope, options);
  const exit = await within('the start is refused', 30, server.child.exited);
  assert.ok(exit.code !== null && exit.code > 0, `exit ${JSON.stringify(exit)}: ${server.log}`);
  assert.equal(server.logLines.length, 1, `one line, not: ${server.log}`);
  return server.log;
}

test('a taken port is refused in one line that names it', async (t) => {
  const scope = new Scope(t);
  const { port, rtmpPort } = await Server.start(scope);

  const words = (taken: number) => `freshet: port ${taken}: the port is taken\n`;
  assert.equal(await refusedStart(scope, { port }), words(port));
  assert.equal(await refusedStart(scope, { rtmpPort }), words(rtmpPort));
});

test('a second server on the same data is refused in one line that names it', async (t) => {
  const scope = new Scope(t);
  const { dataDir } = await Server.start(scope);

  assert.ok((await refusedStart(scope, { dataDir })).includes(dataDir));
});

for (const [name, value] of [
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['RTMP_PORT', '-1'],
  ['JWT_EXPIRES_IN', 'soon'],
  ['RATE_LIMIT_AUTH', 'many'],
  ['LOG_LEVEL', 'chatty'],
  ['LOG_FORMAT', 'xml'],
  ['DATABASE_URL', 'oracle:x'],
  ['TRUSTED_PROXIES', '10.0.0.0/99'],
] as const) {
  test(`${name}=${value} is refused in one line that names it`, async (t) => {
    assert.match(await refusedStart(new Scope(t), { env: { [name]: value } }), new RegExp(name));
  });
}
