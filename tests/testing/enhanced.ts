import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Child } from './child.ts';
import { type Scope, temporaryFolder } from './cleanup.ts';
import { audioTag, type Tag, videoTag } from './flv.ts';
import { within } from './wait.ts';

// Packet types of Enhanced RTMP: configuration, frame, frame without composition time.
const sequenceStart = 0;
const codedFrames = 1;
const codedFramesX = 3;

const framesPerSecond = 30;
const opusFrameMs = 20;

/** How a codec of pictures is encoded, and what it is called in MP4 and in Enhanced RTMP. */
export const pictureCodecs = {
  hevc: { encoder: ['libx265', '-x265-params', 'log-level=none'], box: 'hvcC', fourCc: 'hvc1' },
  av1: {
    encoder: ['libaom-av1', '-cpu-used', '8', '-usage', 'realtime'],
    box: 'av1C',
    fourCc: 'av01',
  },
} as const;

/** Pictures as encoders send them that know Enhanced RTMP; the release of ffmpeg here does not. */
export async function enhancedPictures(
  scope: Scope,
  codec: keyof typeof pictureCodecs,
  seconds: number,
): Promise<Tag[]> {
  const { encoder, box, fourCc } = pictureCodecs[codec];
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=${framesPerSecond}`];
  const options = [
    '-pix_fmt',
    'yuv420p',
    '-bf',
    '0',
    '-g',
    String(framesPerSecond),
    '-threads',
    '1',
  ];
  const file = await encode(scope, [...source, '-c:v', ...encoder, ...options], seconds);
  const tag = (frameType: number, packetType: number, index: number, data: Buffer): Tag => ({
    type: videoTag,
    timestamp: Math.round((index * 1000) / framesPerSecond),
    body: Buffer.concat([
      Buffer.from([0x80 | (frameType << 4) | packetType]),
      Buffer.from(fourCc),
      data,
    ]),
  });
  const packet = codec === 'hevc' ? codedFramesX : codedFrames;
  const samples = samplesOf(file).map((data, index) =>
    tag(index % framesPerSecond === 0 ? 1 : 2, packet, index, data),
  );
  return [tag(1, sequenceStart, 0, contentOf(file, box)), ...samples];
}

/** Opus, likewise. */
export async function enhancedOpus(scope: Scope, seconds: number): Promise<Tag[]> {
  const source = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'];
  const file = await encode(scope, [...source, '-c:a', 'libopus', '-ac', '2'], seconds);
  const tag = (packetType: number, index: number, data: Buffer): Tag => ({
    type: audioTag,
    timestamp: index * opusFrameMs,
    body: Buffer.concat([Buffer.from([0x90 | packetType]), Buffer.from('Opus'), data]),
  });
  const samples = samplesOf(file).map((data, index) => tag(codedFrames, index, data));
  return [tag(sequenceStart, 0, opusHead(contentOf(file, 'dOps'))), ...samples];
}

/** An MP4 file in which each frame is a box of its own. */
async function encode(scope: Scope, what: string[], seconds: number): Promise<Buffer> {
  const file = join(temporaryFolder(scope), 'source.mp4');
  const flags = ['-movflags', 'frag_every_frame+delay_moov+default_base_moof'];
  const command = ['ffmpeg', '-nostdin', '-v', 'error', ...what, '-t', String(seconds)];
  const encoder = new Child(scope, [...command, ...flags, file]);
  const exit = await within('the source is encoded', 60, encoder.exited);
  assert.equal(exit.code, 0, encoder.errors);
  return readFileSync(file);
}

function samplesOf(file: Buffer): Buffer[] {
  const samples: Buffer[] = [];
  for (let at = 0; at < file.length; at += file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) !== 'mdat') continue;
    samples.push(file.subarray(at + 8, at + file.readUInt32BE(at)));
  }
  return samples;
}

function contentOf(file: Buffer, box: string): Buffer {
  const name = file.indexOf(box);
  assert.ok(name > 0, box);
  return file.subarray(name + 4, name - 4 + file.readUInt32BE(name - 4));
}

/** RFC 7845, 5.1, from what MP4 says: the same fields in another byte order. */
function opusHead(dOps: Buffer): Buffer {
  const head = Buffer.from(dOps);
  head.writeUInt8(1, 0);
  head.writeUInt16LE(dOps.readUInt16BE(2), 2);
  head.writeUInt32LE(dOps.readUInt32BE(4), 4);
  head.writeUInt16LE(dOps.readUInt16BE(8), 8);
  return Buffer.concat([Buffer.from('OpusHead'), head]);
}
