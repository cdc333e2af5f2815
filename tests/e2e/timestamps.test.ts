import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { assertWhole, decode, flvFile } from '../testing/ffmpeg.ts';
import { readTags, type Tag } from '../testing/flv.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
const sourceSeconds = 14;
const tags = readTags(await flvFile(scope, { seconds: sourceSeconds, bFrames: 2 }));
const crossesAfterMs = 5000;

/** Sends the source so that its times pass `limit` some seconds after its start. */
async function publishAcross(test: Scope, key: string, limit: number, bits: number): Promise<void> {
  const client = await RtmpClient.connect(test, server.rtmpPort);
  const status = await client.publish(key);
  assert.equal(status.code, 'NetStream.Publish.Start');
  await client.sendPaced(tags, (time) => (limit - crossesAfterMs + time) % 2 ** bits);
  client.unpublish();
}

/** Watches by every protocol, from soon after the start until past the crossing, or to the end. */
async function watchAll(test: Scope, handle: string): Promise<void> {
  const urls = playbackUrls(server, handle);
  const viewer = await FlvViewer.http(test, urls.flv);
  const hls = until('the playlist', async () => (await fetch(urls.hls)).ok, 20).then(() =>
    decode(test, urls.hls, 7),
  );
  const isOver = until('the viewer is let go', () => viewer.ended, 2 * sourceSeconds);
  const [rtmp, segments] = await Promise.all([decode(test, urls.rtmp, 9), hls, isOver]);

  assertWhole(rtmp, 9);
  assertWhole(segments, 7);
  assertWhole(await decode(test, viewer.reader.file), sourceSeconds - 1);
  assertNeverFalls(viewer.reader.tags);
}

/** Within a track; a sequence header stands at the time of the frame after it. */
function assertNeverFalls(received: Tag[]): void {
  for (const type of [8, 9]) {
    const times = received.filter((tag) => tag.type === type).map((tag) => tag.timestamp);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  }
}

const crossings = [
  { name: 'two to the 24, where RTMP extends its time stamps', limit: 2 ** 24, bits: 32 },
  { name: 'two to the 24, in an encoder that has but 24 bits', limit: 2 ** 24, bits: 24 },
  { name: 'two to the 31, where a signed number breaks', limit: 2 ** 31, bits: 32 },
  { name: 'two to the 32, where time stamps begin again', limit: 2 ** 32, bits: 32 },
];

test('time stamps may cross', { concurrency: true }, async (t) => {
  const all = crossings.map(({ name, limit, bits }) =>
    t.test(name, async (sub) => {
      const own = new Scope(sub);
      const { api, handle, key } = await newStreamer(server);
      const publication = publishAcross(own, key, limit, bits);
      await until('the stream is live', () => api.isLive(handle));
      await Promise.all([watchAll(own, handle), publication]);
    }),
  );
  await Promise.all(all);
});

test('the server ends in order', () => server.stop());
