import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, playbackUrls, type Streamer } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { publish } from '../testing/ffmpeg.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { RtmpClient } from '../testing/rtmp-client.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const scope = new Scope({ after });
// Who asks for a playlist that is not there yet may be kept waiting for five seconds.
const waitSeconds = 4;
const webApp = 'https://app.example';
const server = await Server.start(scope, { env: { CLIENT_URL: webApp } });
const streamer = await newStreamer(server);
const hls = hlsOf(streamer);
const publisher = publish(scope, `${server.rtmpUrl}/${streamer.key}`);
await until('the stream is live', () => streamer.api.isLive(streamer.handle));

function hlsOf({ handle }: Streamer): string {
  return playbackUrls(server, handle).hls;
}

interface Segment {
  uri: string;
  seconds: number;
  at: number | undefined; // EXT-X-PROGRAM-DATE-TIME, in milliseconds since 1970.
}

interface Playlist {
  url: string;
  text: string;
  map: string;
  segments: Segment[];
}

async function read(url: string): Promise<string> {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  return response.text();
}

/** A media playlist as RFC 8216, 4.3.3 has it. */
async function playlist(kind: 'video' | 'audio'): Promise<Playlist> {
  const url = new URL(`${kind}.m3u8`, hls).href;
  const text = await read(url);
  const segments: Segment[] = [];
  let [seconds, at] = [0, undefined as number | undefined];
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^#([A-Z-]+):(.*)$/.exec(line) ?? [];
    if (name === 'EXTINF') seconds = Number.parseFloat(value);
    if (name === 'EXT-X-PROGRAM-DATE-TIME') at = Date.parse(value);
    if (line === '' || line.startsWith('#')) continue;
    segments.push({ uri: new URL(line, url).href, seconds, at });
    at = undefined;
  }
  const map = /#EXT-X-MAP:URI="([^"]+)"/.exec(text)?.[1] ?? '';
  return { url, text, map: new URL(map, url).href, segments };
}

test('the master waits for a stream that has just begun, and names both its tracks', async () => {
  const text = await read(hls); // The first request for it, within the first segment.

  assert.match(text, /CODECS="avc1\.\w+,mp4a\.40\.2"/);
  assert.match(text, /RESOLUTION=320x180/);
  assert.match(text, /TYPE=AUDIO.*URI="audio\.m3u8\?s=\w+"/);
  assert.match(text, /^video\.m3u8\?s=\w+$/m);
});

test('each viewing has a session of its own', async () => {
  const session = async () => /s=(\w+)/.exec(await read(hls))?.[1];

  assert.notEqual(await session(), await session());
});

test('any site may play, and caches may keep what does not change', async () => {
  const { url, map, segments } = await playlist('video');
  for (const [file, type, cache] of [
    [hls, 'application/vnd.apple.mpegurl', /^no-store$/],
    [url, 'application/vnd.apple.mpegurl', /^public, max-age=1$/],
    [map, 'video/mp4', /^public, max-age=\d{6,}, immutable$/],
    [segments[0]?.uri ?? '', 'video/mp4', /^public, max-age=\d{6,}, immutable$/],
  ] as const) {
    for (const Origin of [webApp, 'https://other.example']) {
      const { status, headers } = await fetch(file, { headers: { Origin } });
      assert.equal(status, 200, file);
      assert.equal(headers.get('access-control-allow-origin'), '*', file);
      assert.equal(headers.get('access-control-allow-credentials'), null, file);
    }
    const { headers } = await fetch(file);
    assert.equal(headers.get('content-type'), type, file);
    assert.match(headers.get('cache-control') ?? '', cache, file);
  }
});

test('a part of a segment can be had', async () => {
  const { segments } = await playlist('audio');
  const whole = await (await fetch(segments[0]?.uri ?? '')).bytes();
  const ask = (Range: string) => fetch(segments[0]?.uri ?? '', { headers: { Range } });

  const part = await ask('bytes=10-19');
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('content-range'), `bytes 10-19/${whole.length}`);
  assert.deepEqual(await part.bytes(), whole.slice(10, 20));
  assert.equal((await ask(`bytes=${whole.length}-`)).status, 416);
});

test('dates follow the clock, and are the same for sound and picture', async () => {
  const [video, audio] = [await playlist('video'), await playlist('audio')];
  const length = (segments: Segment[]) =>
    segments.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
  const [picture, sound] = [video.segments[0], audio.segments[0]];
  assert.ok(picture?.at && sound?.at, 'a date stands before the first segment');

  const behind = Date.now() - (picture.at + length(video.segments));
  assert.ok(behind > -100 && behind < 15_000, `the newest segment ended ${behind} ms ago`);
  // Sound is cut where the picture is, at its own frames.
  assert.ok(Math.abs(picture.at - sound.at) < 50, `${picture.at - sound.at} ms apart`);
});

test('a playlist grows by whole segments under names that stay', async () => {
  const before = await playlist('video');
  const later = await until('another segment', async () => {
    const now = await playlist('video');
    return now.segments.at(-1)?.uri !== before.segments.at(-1)?.uri && now;
  });

  const uris = (list: Playlist) => list.segments.map(({ uri }) => uri);
  const kept = uris(before).filter((uri) => uris(later).includes(uri));
  assert.deepEqual(uris(later).slice(0, kept.length), kept);
  assert.equal(later.map, before.map);
  const target = Number(/TARGETDURATION:(\d+)/.exec(later.text)?.[1]);
  for (const { seconds } of later.segments) assert.ok(Math.round(seconds) <= target);
});

test('what is not there is not there at once', async () => {
  const start = performance.now();
  for (const path of ['/hls/nobody/master.m3u8', '/hls/nobody/video.m3u8']) {
    const { status, headers } = await fetch(server.url + path);
    assert.equal(status, 404, path);
    assert.equal(headers.get('access-control-allow-origin'), '*', path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
  }
  for (const name of ['v-0-0.m4s', 'init.mp4', 'video.m3u']) {
    assert.equal((await fetch(new URL(name, hls))).status, 404, name);
  }
  assert.ok(performance.now() - start < waitSeconds * 1000);
});

test('who waits for a stream that ends before it has shown anything is told at once', async (t) => {
  const own = new Scope(t);
  const brief = await newStreamer(server);
  const client = await RtmpClient.connect(own, server.rtmpPort);
  await client.publish(brief.key);

  const held = server.sockets;
  const viewer = await RawSocket.open(own, server.port);
  viewer.write(`GET ${new URL(hlsOf(brief)).pathname} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await until('the server has the viewer', () => server.sockets > held);
  // Who asks after the viewer is answered before, for there is nothing to wait for.
  for (let i = 0; i < 10; ++i) await fetch(`${server.url}/hls/nobody/master.m3u8`);
  assert.equal(viewer.received, '');
  client.unpublish();
  await until('an answer', () => viewer.received !== '', waitSeconds);
  assert.match(viewer.received, /^HTTP\/1\.1 404 /);
});

test('who is behind can see the end of a stream that is over', async () => {
  await publisher.stop();
  await until('the end of the list', async () => {
    const { text } = await playlist('video');
    return text.includes('#EXT-X-ENDLIST');
  });

  const { segments } = await playlist('video');
  assert.equal((await fetch(segments.at(-1)?.uri ?? '')).status, 200);
});

test('the server ends in order', () => server.stop());
