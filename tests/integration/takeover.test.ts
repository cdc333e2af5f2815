import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls, type Streamer } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { decode, flvFile } from '../testing/ffmpeg.ts';
import { readTags } from '../testing/flv.ts';
import { RtmpClient, type Status } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
const tags = readTags(await flvFile(scope, { seconds: 20 }));
const shown = tags.filter((tag) => tag.timestamp < 3000);
const silenceSeconds = 5;

async function tryToPublish(own: Scope, streamer: Streamer): Promise<[RtmpClient, Status]> {
  const client = await RtmpClient.connect(own, server.rtmpPort);
  return [client, await client.publish(streamer.key)];
}

test('a second publisher is refused while the first is alive', async (t) => {
  const own = new Scope(t);
  const streamer = await newStreamer(server);
  const [first] = await tryToPublish(own, streamer);
  const playing = first.sendPaced(tags.filter((tag) => tag.timestamp < 8000));
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));

  for (let i = 0; i < 3; ++i) {
    const [second, status] = await tryToPublish(own, streamer);
    assert.equal(status.level, 'error');
    assert.match(status.code, /^NetStream\.Publish\./);
    await until('the second is let go', () => second.ended);
  }
  const viewer = await FlvViewer.http(own, playbackUrls(server, streamer.handle).flv);
  await viewer.watch(2);
  await playing;
  assert.equal(first.ended, false);
});

test('a publisher that has gone silent is replaced, and viewers stay', async (t) => {
  const own = new Scope(t);
  const streamer = await newStreamer(server);
  const [silent] = await tryToPublish(own, streamer);
  const playing = silent.sendPaced(shown);
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));
  const viewer = await FlvViewer.http(own, playbackUrls(server, streamer.handle).flv);
  await playing;
  const silentSince = performance.now();

  const second = await until(
    'the second is taken',
    async () => {
      const [client, status] = await tryToPublish(own, streamer);
      return status.code === 'NetStream.Publish.Start' && client;
    },
    silenceSeconds + 30,
  );
  const waited = (performance.now() - silentSince) / 1000;
  assert.ok(waited > silenceSeconds - 1.5, `replaced after only ${waited} s`);
  await until('the silent one is let go', () => silent.ended);

  const before = viewer.reader.seconds;
  await second.sendPaced(shown);
  await viewer.watch(before + 2);
  second.unpublish();
  await until('the viewer is let go at the end', () => viewer.ended);
  assert.equal((await decode(own, viewer.reader.file)).complaints, '');
});

test('the server ends in order', () => server.stop());
