import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { assertWhole, decode, publish } from '../testing/ffmpeg.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until, within } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }));

for (const bFrames of [0, 2]) {
  test(`ffmpeg publishes with ${bFrames} B-frames, and every protocol decodes`, async (t) => {
    const scope = new Scope(t);
    const { api, handle, key } = await newStreamer(server);
    const urls = playbackUrls(server, handle);
    assert.equal(await api.isLive(handle), false);

    const publisher = publish(scope, `${server.rtmpUrl}/${key}`, { bFrames });
    await until('the stream is live', () => api.isLive(handle));
    const webSocket = await FlvViewer.webSocket(scope, urls.wsFlv);
    await until('the playlist is there', async () => (await fetch(urls.hls)).ok);

    const [flv, rtmp, hls] = await Promise.all([
      decode(scope, urls.flv, 4),
      decode(scope, urls.rtmp, 4),
      decode(scope, urls.hls, 6),
      webSocket.watch(4),
    ]);
    assertWhole(flv, 4);
    assertWhole(rtmp, 4);
    assertWhole(hls, 6);

    await publisher.stop();
    await until('the stream has ended', async () => !(await api.isLive(handle)));
    await until('the viewer was let go', () => webSocket.ended);
    assertWhole(await decode(scope, webSocket.reader.file), 4);
  });
}

test('the list of live streams tells the truth', async (t) => {
  const { api, handle, key } = await newStreamer(server);
  const publisher = publish(new Scope(t), `${server.rtmpUrl}/${key}`);
  await until('the stream is live', () => api.isLive(handle));

  const live = await api.get('/api/streams?live=true');
  const [stream] = live.body.data.filter((each: { handle: string }) => each.handle === handle);
  assert.equal(stream?.isLive, true);
  assert.equal(stream.status, 'live');

  await publisher.stop();
  const ended = await until('the stream has ended', async () => {
    const { body } = await api.get(`/api/streams/${stream.id}`);
    return body.status === 'ended' && body;
  });
  assert.equal(ended.isLive, false);
  assert.ok(ended.endedAt >= ended.startedAt);
});

test('a wrong key is refused by name before any media', async (t) => {
  const scope = new Scope(t);
  const client = await RtmpClient.connect(scope, server.rtmpPort);

  const status = await client.publish('nobody-has-this-key');
  assert.equal(status.level, 'error');
  assert.equal(status.code, 'NetStream.Publish.BadName');

  const publisher = publish(scope, `${server.rtmpUrl}/nobody-has-this-key`);
  const exit = await within('ffmpeg gives up', 30, publisher.exited);
  assert.notEqual(exit.code, 0);
});

test('a handle is no key, and a key is no address', async (t) => {
  const scope = new Scope(t);
  const { api, handle, key } = await newStreamer(server);
  const status = await (await RtmpClient.connect(scope, server.rtmpPort)).publish(handle);
  assert.equal(status.code, 'NetStream.Publish.BadName');

  publish(scope, `${server.rtmpUrl}/${key}`);
  await until('the stream is live', () => api.isLive(handle));
  assert.equal(await api.isLive(key), false);
  assert.equal((await fetch(playbackUrls(server, key).flv)).status, 404);
  assert.doesNotMatch(server.log, new RegExp(key), 'a key is never logged');
});

test('an encoder that comes back by itself does not undo what its owner stopped', async (t) => {
  const scope = new Scope(t);
  const { api, handle, key } = await newStreamer(server);
  const url = `${server.rtmpUrl}/${key}`;
  const first = publish(scope, url);
  await until('the stream is live', () => api.isLive(handle));
  const { body: stopped } = await api.get(`/api/streams/${handle}`);
  assert.equal((await api.post(`/api/streams/${stopped.id}/stop`)).status, 200);
  await within('its encoder is let go', 30, first.exited);

  const again = publish(scope, url);
  const exit = await within('it is refused', 30, again.exited);
  assert.notEqual(exit.code, 0);
  assert.equal(await api.isLive(handle), false);

  const { body: planned } = await api.post('/api/streams', { title: 'Another one' });
  await api.post(`/api/streams/${planned.id}/start`);
  publish(scope, url);
  await until('the next stream is live', () => api.isLive(handle));
  assert.equal((await api.get(`/api/streams/${handle}`)).body.id, planned.id);
});

test('the server ends in order', () => server.stop());
