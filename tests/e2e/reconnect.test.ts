import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { decode, flvFile, record } from '../testing/ffmpeg.ts';
import { isKeyframe, isSequenceHeader, readTags, scriptTag, type Tag } from '../testing/flv.ts';
import { beepsAfterFlashes, clapper } from '../testing/lip-sync.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { pause, until } from '../testing/wait.ts';

const scope = new Scope({ after });
const server = await Server.start(scope);
const returns = 5;
const shownSeconds = 3;
const awaySeconds = 0.7;
const sourceSeconds = (returns + 1) * (shownSeconds + 1);
const tags = readTags(await flvFile(scope, { ...clapper, seconds: sourceSeconds }));

/** What an encoder sends that went on while it was away: from a keyframe on, times from 0 again. */
function partOf(from: number, to: number): Tag[] {
  const start = tags.find((tag) => isKeyframe(tag) && tag.timestamp >= from * 1000);
  assert.ok(start);
  const frames = tags.filter(
    (tag) => !isSequenceHeader(tag) && tag.type !== scriptTag && tag.timestamp >= start.timestamp,
  );
  const shown = frames.filter((tag) => tag.timestamp < to * 1000);
  const rebased = shown.map((tag) => ({ ...tag, timestamp: tag.timestamp - start.timestamp }));
  const headers = tags.filter((tag) => isSequenceHeader(tag) || tag.type === scriptTag);
  return [...headers.map((tag) => ({ ...tag, timestamp: 0 })), ...rebased];
}

/** Publishes, is dropped and comes back, again and again; in the end says goodbye. */
async function publishWithDrops(test: Scope, key: string): Promise<void> {
  for (let visit = 0; visit <= returns; ++visit) {
    const client = await until('the server takes the publisher', async () => {
      const fresh = await RtmpClient.connect(test, server.rtmpPort);
      return (await fresh.publish(key)).code === 'NetStream.Publish.Start' && fresh;
    });
    const from = visit * (shownSeconds + 1);
    await client.sendPaced(partOf(from, from + shownSeconds));
    if (visit === returns) return client.unpublish();
    client.drop();
    await pause(awaySeconds * 1000);
  }
}

/** All that was sent has come, decodes, and sounds when it is seen. */
async function assertTogether(test: Scope, recorded: string | Buffer): Promise<void> {
  const decoded = await decode(test, recorded);
  assert.equal(decoded.complaints, '');
  const lags = await beepsAfterFlashes(test, recorded);
  // The very first flash may have been over before the viewer came.
  assert.ok(lags.length >= (returns + 1) * shownSeconds - 1, `${lags.length} flashes`);
  for (const lag of lags) assert.ok(Math.abs(lag) < 0.05, `lags of ${lags} s`);
}

test('viewers stay through five returns, and sound and picture stay together', async (t) => {
  const own = new Scope(t);
  const streamer = await newStreamer(server);
  const isLive = () => streamer.api.isLive(streamer.handle);
  const publication = publishWithDrops(own, streamer.key);
  await until('the stream is live', isLive);
  const urls = playbackUrls(server, streamer.handle);
  const viewer = await FlvViewer.http(own, urls.flv);
  const webSocket = await FlvViewer.webSocket(own, urls.wsFlv);
  const recordings = [urls.rtmp, urls.hls].map((url) => record(own, url, 2 * sourceSeconds));

  await publication;
  await until('the viewers are let go at the end', () => viewer.ended && webSocket.ended);
  assert.equal(await isLive(), false);
  const files = await Promise.all(recordings);
  for (const each of [viewer.reader.file, webSocket.reader.file, ...files]) {
    await assertTogether(own, each);
  }
});

test('a stream whose publisher is away still counts as live, for the grace time', async (t) => {
  const own = new Scope(t);
  const { api, handle, key } = await newStreamer(server);
  const client = await RtmpClient.connect(own, server.rtmpPort);
  await client.publish(key);
  await client.sendPaced(partOf(0, 1));
  client.drop();

  const stream = await until('the stream is reconnecting', async () => {
    const { body } = await api.get('/api/streams?live=true');
    const own = body.data.find((each: { handle: string }) => each.handle === handle);
    return own?.status === 'reconnecting' && own;
  });

  assert.equal(stream.isLive, true);
  assert.equal(await api.isLive(handle), true);
});

test('the server ends in order', () => server.stop());
