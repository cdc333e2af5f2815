import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Child } from './child.ts';
import { type Scope, temporaryFolder } from './cleanup.ts';
import { changeRows, quoted, uuid7 } from './rows.ts';
import type { Server } from './server.ts';
import { within } from './wait.ts';

export const videoSeconds = 8;

/** What a worker leaves in the store, by the names that it has there. */
export type Media = Record<string, Buffer>;

const files = ['source.mp4', 'source.m3u8', 'audio.mp4', 'audio.m3u8', 'video.mp4', 'thumb.webp'];

/** A small video as workers make them: a moving picture and a tone. */
export async function makeMedia(scope: Scope): Promise<Media> {
  const folder = temporaryFolder(scope);
  const lavfi = (what: string) => ['-f', 'lavfi', '-i', `${what}:d=${videoSeconds}`];
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '30'];
  const single = (name: string) => [
    ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file'],
    ...['-hls_segment_filename', `${name}.mp4`, `${name}.m3u8`],
  ];
  const encoder = new Child(
    scope,
    [
      ...['ffmpeg', '-nostdin', '-hide_banner', '-v', 'error'],
      ...lavfi('testsrc2=size=320x180:rate=30'),
      ...lavfi('sine=frequency=440:sample_rate=48000'),
      ...['-map', '0:v', ...h264, ...single('source')],
      ...['-map', '1:a', '-c:a', 'aac', ...single('audio')],
      ...['-map', '0:v', '-map', '1:a', ...h264, '-c:a', 'aac'],
      ...['-movflags', '+faststart', 'video.mp4'],
      ...['-map', '0:v', '-frames:v', '1', 'thumb.webp'],
    ],
    { cwd: folder },
  );
  const exit = await within('the video is encoded', 120, encoder.exited);
  assert.deepEqual([exit.code, encoder.errors], [0, '']);
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name))]));
}

/** Puts objects where a server finds them. */
export type Put = (key: string, bytes: Buffer) => Promise<void>;

/** The folder of a server that has no bucket. */
export function intoFolder(server: Server): Put {
  return async (key, bytes) => {
    const path = join(server.dataDir, 'objects', key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };
}

export interface ShelvedVideo {
  id: string;
  generation: number;
}

export interface Shelved {
  handle: string; // Of the channel, whose owner has it.
  title?: string;
  visibility?: string;
  generation?: number;
}

/** A video that is READY, without an upload and without a worker. */
export async function shelve(
  server: Server,
  put: Put,
  media: Media,
  { handle, title = 'Night', visibility = 'public', generation = 7 }: Shelved,
): Promise<ShelvedVideo> {
  const id = uuid7();
  for (const [name, bytes] of Object.entries(media)) {
    const isPicture = name === 'thumb.webp';
    await put(
      isPicture ? `pictures/${id}/${generation}.webp` : `media/${id}/${generation}/${name}`,
      bytes,
    );
  }
  const bytes = Object.values(media).reduce((sum, each) => sum + each.length, 0);
  await changeRows(
    server,
    `INSERT INTO videos (id, user_id, channel_id, title, description, visibility, status, failure,
       job_id, size_bytes, media_bytes, generation, has_thumbnail, view_count, peak_viewers,
       access_epoch, duration_ms, has_video, has_audio, width, height, rotation, frame_rate,
       container, video_codec, audio_codec, ready_at, created_at, updated_at)
     SELECT ${quoted(id)}, user_id, id, ${quoted(title)}, '', ${quoted(visibility)}, 'READY', '',
       '', ${bytes}, ${bytes}, ${generation}, 1, 0, 0, 1, ${videoSeconds * 1000}, 1, 1, 320, 180, 0,
       30000, '', 'h264', 'aac', 1, 1, 1
     FROM channels WHERE handle = ${quoted(handle)}`,
  );
  const rendition = (name: string, kind: string, codecs: string, size: string) =>
    `(${quoted(id)}, ${quoted(name)}, ${quoted(kind)}, ${generation}, ${quoted(`${name}.mp4`)},
      ${quoted(`${name}.m3u8`)}, ${quoted(codecs)}, ${size}, 900000, 800000, 1)`;
  await changeRows(
    server,
    `INSERT INTO renditions (video_id, name, kind, generation, file, playlist, codecs, width,
       height, frame_rate, bandwidth, average_bandwidth, size_bytes)
     VALUES ${rendition('source', 'video', 'avc1.42c015', '320, 180, 30000')},
       ${rendition('audio', 'audio', 'mp4a.40.2', '0, 0, 0')}`,
  );
  return { id, generation };
}

export interface Claims {
  ground: 'none' | 'link' | 'owner';
  epoch?: number;
  expiresAt?: number; // Milliseconds since 1970.
  viewer?: string;
  session?: string;
}

const nil = '00000000-0000-0000-0000-000000000000';
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');

/** A token as the server signs it, for what it would never sign in time: vod::VideoTokens. */
export function signToken(secretKey: string, video: string, claims: Claims): string {
  const { ground, epoch = 1, expiresAt = Date.now() + 3_600_000 } = claims;
  const head = Buffer.alloc(18);
  head.writeUInt8(1, 0);
  head.writeUInt8(['none', 'link', 'owner'].indexOf(ground), 1);
  head.writeBigUInt64BE(BigInt(epoch), 2);
  head.writeBigUInt64BE(BigInt(expiresAt), 10);
  const ids = [video, claims.viewer ?? nil, claims.session ?? nil].map(idBytes);
  const said = Buffer.concat([head, ...ids]);
  const key = createHmac('sha256', secretKey).update('freshet video tokens').digest();
  const signature = createHmac('sha256', key).update(said).digest().subarray(0, 16);
  return Buffer.concat([said, signature]).toString('base64url');
}
