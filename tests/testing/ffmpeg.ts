import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Child } from './child.ts';
import { type Scope, temporaryFolder } from './cleanup.ts';
import { within } from './wait.ts';

export interface Source {
  seconds?: number; // Endless when absent.
  bFrames?: number;
  keyframeEvery?: number; // Frames, at 30 a second.
  picture?: string | null; // What lavfi draws and sounds; null for nothing.
  sound?: string | null;
  soundCodec?: string;
}

const quiet = ['ffmpeg', '-nostdin', '-hide_banner', '-v', 'error'];

/** What a small encoder makes of a moving picture and a tone: H.264 and AAC. */
function encoded(source: Source, pace: string[] = []): string[] {
  const { picture = 'testsrc2=size=320x180:rate=30' } = source;
  const { sound = 'sine=frequency=440:sample_rate=48000' } = source;
  const inputs = [picture, sound].filter((input) => input !== null);
  const gop = String(source.keyframeEvery ?? 30);
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-threads', '1'];
  return [
    ...inputs.flatMap((input) => [...pace, '-f', 'lavfi', '-i', input]),
    ...(source.seconds === undefined ? [] : ['-t', String(source.seconds)]),
    ...[...video, '-g', gop, '-bf', String(source.bFrames ?? 0), '-sc_threshold', '0'],
    ...['-c:a', source.soundCodec ?? 'aac', '-b:a', '96k', '-ac', '2'],
  ];
}

/** A publisher as people use it, at real pace. */
export function publish(scope: Scope, url: string, source: Source = {}): Child {
  return new Child(scope, [...quiet, ...encoded(source, ['-re']), '-f', 'flv', url]);
}

/** Copies what a URL gives into a file, as it comes, until it ends; gives the file's name. */
export async function record(scope: Scope, url: string, seconds: number): Promise<string> {
  const file = join(temporaryFolder(scope), 'recorded.flv');
  const fromTheStart = new URL(url).pathname.endsWith('.m3u8') ? ['-live_start_index', '0'] : [];
  const input = [...fromTheStart, '-copyts', '-i', url];
  const recorder = new Child(scope, [...quiet, ...input, '-c', 'copy', '-f', 'flv', file]);
  const exit = await within(`${url} ends`, seconds, recorder.exited);
  assert.deepEqual([exit.code, recorder.errors], [0, ''], url);
  return file;
}

/** A file of such a source; gives its name. */
async function file(scope: Scope, source: Source, name: string, muxer: string[]): Promise<string> {
  const path = join(temporaryFolder(scope), name);
  const encoder = new Child(scope, [...quiet, ...encoded(source), ...muxer, path]);
  const exit = await within('the source is encoded', 60, encoder.exited);
  assert.equal(exit.code, 0, encoder.errors);
  return path;
}

/** An FLV file of such a source. */
export async function flvFile(scope: Scope, source: Source & { seconds: number }): Promise<Buffer> {
  return readFileSync(await file(scope, source, 'source.flv', ['-f', 'flv']));
}

/** An MP4 file as cameras and editors write it; gives its name. */
export async function mp4File(scope: Scope, source: Source & { seconds: number }): Promise<string> {
  return file(scope, source, 'source.mp4', ['-movflags', '+faststart', '-f', 'mp4']);
}

/** What a decoder found: when each frame is shown or heard, in seconds, and its complaints. */
export interface Decoded {
  kinds: Set<string>; // Of streams, also such as nobody asked for.
  video: number[];
  audio: number[];
  complaints: string;
}

/** Decodes a file, a URL, or the bytes that are given, for so many seconds of media. */
export async function decode(
  scope: Scope,
  input: string | Buffer,
  seconds?: number,
): Promise<Decoded> {
  const entries = 'stream=codec_type:frame=media_type,pts_time,best_effort_timestamp_time';
  const interval = seconds === undefined ? [] : ['-read_intervals', `%+${seconds}`];
  const url = typeof input === 'string' ? input : 'pipe:0';
  const command = ['ffprobe', '-v', 'error', ...interval, '-show_entries', entries];
  const prober = new Child(scope, [...command, '-of', 'csv=nokey=0', url], {
    bytes: true,
    input: typeof input !== 'string',
  });
  if (typeof input !== 'string') prober.input.end(input);
  await within(`ffprobe has decoded ${url}`, 30 + (seconds ?? 0), prober.exited);

  const lines = prober.output.toString().split('\n');
  const times = (kind: string) =>
    lines
      .filter((line) => line.includes(`media_type=${kind}`))
      .map((line) => Number(/pts_time=([-\d.]+)/.exec(line)?.[1]));
  const kinds = new Set(lines.flatMap((line) => /^stream,codec_type=(\w+)/.exec(line)?.[1] ?? []));
  return { kinds, video: times('video'), audio: times('audio'), complaints: prober.errors };
}

export type Kind = 'video' | 'audio';

/** All of each kind is there: nothing to complain of, times rise without a hole. */
export function assertWhole(
  decoded: Decoded,
  seconds: number,
  kinds: readonly Kind[] = ['video', 'audio'],
): void {
  assert.equal(decoded.complaints, '');
  for (const kind of ['video', 'audio'] as const) {
    const times = decoded[kind];
    if (!kinds.includes(kind)) {
      assert.equal(times.length, 0, `there is ${kind}`);
      continue;
    }
    const last = times.at(-1) ?? 0;
    assert.ok(last - (times[0] ?? 0) >= seconds - 0.5, `${kind} ends after ${last} s`);
    for (let i = 1; i < times.length; ++i) {
      const step = (times[i] ?? NaN) - (times[i - 1] ?? NaN);
      assert.ok(step > 0, `${kind} falls back by ${-step} s at ${times[i]} s`);
      assert.ok(step < 0.1, `${kind} has a hole of ${step} s at ${times[i]} s`);
    }
  }
}
