import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { type Api, newStreamer, playbackUrls } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { decode, publish } from '../testing/ffmpeg.ts';
import { audioTag, type Tag, videoTag } from '../testing/flv.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }));

// The kernel spreads connections over the threads: of so many, each thread has some.
const viewersPerProtocol = 12;

/** Frames as one text each, so that viewers can be compared whatever they came by. */
function frames(tags: readonly Pick<Tag, 'type' | 'timestamp' | 'body'>[]): string[] {
  return tags
    .filter(({ type, body }) => (type === audioTag || type === videoTag) && body[1] !== 0)
    .map(({ type, timestamp, body }) => `${type} ${timestamp} ${body.toString('base64')}`);
}

async function streamOf(api: Api, handle: string) {
  const { body } = await api.get('/api/streams?live=true');
  return body.data.find((each: { handle: string }) => each.handle === handle);
}

test('every viewer on every thread gets the same frames, whatever the protocol', async (t) => {
  const scope = new Scope(t);
  const { api, handle, key } = await newStreamer(server);
  const urls = playbackUrls(server, handle);
  const publisher = publish(scope, `${server.rtmpUrl}/${key}`, { bFrames: 2 });
  await until('the stream is live', () => api.isLive(handle));
  const each = Array.from({ length: viewersPerProtocol });
  const http = await Promise.all(each.map(() => FlvViewer.http(scope, urls.flv)));
  const sockets = await Promise.all(each.map(() => FlvViewer.webSocket(scope, urls.wsFlv)));
  const players = await Promise.all(each.map(() => RtmpClient.connect(scope, server.rtmpPort)));
  await Promise.all(players.map((player) => player.play(handle)));

  const viewers = [...http, ...sockets];
  await Promise.all(viewers.map((viewer) => viewer.watch(4)));
  assert.equal((await streamOf(api, handle)).viewerCount, 3 * viewersPerProtocol);
  await publisher.stop();
  await until('all are let go', () => viewers.every(({ ended }) => ended));
  const isOver = (player: RtmpClient) =>
    player.statuses.some(
      ({ code }) => code === 'NetStream.Play.UnpublishNotify' || code === 'NetStream.Play.Stop',
    );
  await until('players are told', () => players.every(isOver));

  const received = [
    ...viewers.map(({ reader }) => frames(reader.tags)),
    ...players.map(({ messages }) => frames(messages)),
  ];
  const longest = received.toSorted((a, b) => b.length - a.length)[0] ?? [];
  assert.ok(longest.length > 4 * 60);
  for (const one of received) {
    assert.ok(one.length > 4 * 60, `${one.length} frames`);
    assert.deepEqual(one, longest.slice(-one.length));
  }
});

test('who leaves is no viewer any more', async (t) => {
  const scope = new Scope(t);
  const { api, handle, key } = await newStreamer(server);
  publish(scope, `${server.rtmpUrl}/${key}`);
  await until('the stream is live', () => api.isLive(handle));
  const { id } = await streamOf(api, handle);
  const count = async () => (await api.get(`/api/streams/${id}`)).body.viewerCount;
  const urls = playbackUrls(server, id); // A stream's id does for its channel's handle.

  const viewer = await FlvViewer.http(scope, urls.flv);
  const player = await RtmpClient.connect(scope, server.rtmpPort);
  assert.equal((await player.play(id)).level, 'status');
  await until('two are counted', async () => (await count()) === 2);
  viewer.leave();
  player.drop();
  await until('nobody is counted', async () => (await count()) === 0);
});

test('a player finds sound and picture, and nothing else', async (t) => {
  const scope = new Scope(t);
  const { api, handle, key } = await newStreamer(server);
  const urls = playbackUrls(server, handle);
  publish(scope, `${server.rtmpUrl}/${key}`);
  await until('the stream is live', () => api.isLive(handle));
  await until('the playlist', async () => (await fetch(urls.hls)).ok);

  for (const url of [urls.flv, urls.rtmp, urls.hls]) {
    const { kinds } = await decode(scope, url, 1);
    assert.deepEqual([...kinds].toSorted(), ['audio', 'video'], url);
  }
});

test('the server ends in order', () => server.stop());
