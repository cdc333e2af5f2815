import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { enhancedOpus, enhancedPictures, pictureCodecs } from '../testing/enhanced.ts';
import {
  assertWhole,
  decode,
  flvFile,
  type Kind,
  publish,
  type Source,
} from '../testing/ffmpeg.ts';
import { audioTag, readTags, type Tag, videoTag } from '../testing/flv.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { FlvViewer } from '../testing/viewer.ts';
import { until } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }));

interface Kinds {
  name: string;
  source: Source;
  kinds: Kind[];
  codecs: RegExp;
}

const sources: Kinds[] = [
  { name: 'without sound', source: { sound: null }, kinds: ['video'], codecs: /"avc1\.\w+"/ },
  {
    name: 'without a picture',
    source: { picture: null },
    kinds: ['audio'],
    codecs: /"mp4a\.40\.2"/,
  },
  {
    name: 'with the MP3 sound that ffmpeg chooses by itself',
    source: { soundCodec: 'libmp3lame' },
    kinds: ['video', 'audio'],
    codecs: /"avc1\.\w+,mp4a\.(40\.34|6B)"/i,
  },
];

for (const { name, source, kinds, codecs } of sources) {
  test(`ffmpeg publishes ${name}, and every protocol decodes`, async (t) => {
    const scope = new Scope(t);
    const { api, handle, key } = await newStreamer(server);
    const urls = playbackUrls(server, handle);
    const publisher = publish(scope, `${server.rtmpUrl}/${key}`, source);
    await until('the stream is live', () => api.isLive(handle));
    const master = await until('the playlist', async () => {
      const response = await fetch(urls.hls);
      return response.ok && response.text();
    });
    assert.match(master, codecs);

    const webSocket = await FlvViewer.webSocket(scope, urls.wsFlv);
    const [flv, rtmp, hls] = await Promise.all([
      decode(scope, urls.flv, 3),
      decode(scope, urls.rtmp, 3),
      decode(scope, urls.hls, 5),
      webSocket.watch(3),
    ]);
    assertWhole(flv, 3, kinds);
    assertWhole(rtmp, 3, kinds);
    assertWhole(hls, 5, kinds);

    await publisher.stop();
    await until('the viewer is let go', () => webSocket.ended);
    assertWhole(await decode(scope, webSocket.reader.file), 3, kinds);
  });
}

const seconds = 9;
const framesPerSecondMin = 30;

/** The configuration and frames of a kind, as a viewer must find them again. */
function bodies(tags: Tag[], type: number): string[] {
  return tags.filter((tag) => tag.type === type).map((tag) => tag.body.toString('base64'));
}

/** One track after the other in the order of time, as encoders interleave them. */
function interleaved(...tracks: Tag[][]): Tag[] {
  return tracks.flat().toSorted((a, b) => a.timestamp - b.timestamp);
}

const soundOf = {
  hevc: async (scope: Scope) =>
    readTags(await flvFile(scope, { seconds, picture: null })).filter(
      (tag) => tag.type === audioTag,
    ),
  av1: (scope: Scope) => enhancedOpus(scope, seconds),
};

for (const codec of ['hevc', 'av1'] as const) {
  test(`${codec} by Enhanced RTMP reaches FLV and RTMP as it is, and HLS decodes`, async (t) => {
    const scope = new Scope(t);
    const tracks = [await enhancedPictures(scope, codec, seconds), await soundOf[codec](scope)];
    const { api, handle, key } = await newStreamer(server);
    const urls = playbackUrls(server, handle);
    const client = await RtmpClient.connect(scope, server.rtmpPort);
    assert.equal((await client.publish(key)).code, 'NetStream.Publish.Start');
    const sent = client.sendPaced(interleaved(...tracks));
    await until('the stream is live', () => api.isLive(handle));

    const viewer = await FlvViewer.http(scope, urls.flv);
    const player = await RtmpClient.connect(scope, server.rtmpPort);
    await player.play(handle);
    const master = await until('the playlist', async () => {
      const response = await fetch(urls.hls);
      return response.ok && response.text();
    });
    assert.match(master, new RegExp(`"${pictureCodecs[codec].fourCc}\\.`));
    assertWhole(await decode(scope, urls.hls, 5), 5);
    await sent;
    client.unpublish();
    await until('the viewer is let go', () => viewer.ended);

    for (const received of [viewer.reader.tags, player.messages]) {
      for (const [i, type] of [videoTag, audioTag].entries()) {
        const [config, ...frames] = bodies(tracks[i] ?? [], type);
        const [gotConfig, ...got] = bodies(received as Tag[], type);
        assert.equal(gotConfig, config);
        assert.ok(got.length > 5 * framesPerSecondMin, `${got.length} frames`);
        assert.deepEqual(got, frames.slice(-got.length));
      }
    }
  });
}

test('the server ends in order', () => server.stop());
