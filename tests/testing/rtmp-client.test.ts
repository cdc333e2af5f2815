import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAmf, writeAmf } from './amf0.ts';
import { Child } from './child.ts';
import { Scope } from './cleanup.ts';
import { assertWhole, decode, flvFile } from './ffmpeg.ts';
import { FlvReader, isKeyframe, readTags, writeTags } from './flv.ts';
import { freePort } from './ports.ts';
import { ChunkReader, type Message, writeMessage } from './rtmp-chunks.ts';
import { RtmpClient } from './rtmp-client.ts';
import { until, within } from './wait.ts';

test('AMF0 values survive writing and reading', () => {
  const values = ['connect', 1, { app: 'live', deep: { yes: true } }, null, undefined, -0.5];

  assert.deepEqual(readAmf(writeAmf(values)), values);
});

test('messages survive chunks of any size, cut anywhere, at any time stamp', () => {
  const body = Buffer.from(Array.from({ length: 700 }, (_, i) => i & 255));
  for (const timestamp of [0, 0xfffffe, 0xffffff, 0x1000000, 0xffffffff]) {
    for (const cut of [1, 7, 1000]) {
      const message = { type: 9, timestamp, stream: 1, body };
      const wire = Buffer.concat([writeMessage(message, 6, 128), writeMessage(message, 6, 128)]);
      const reader = new ChunkReader();
      const found: Message[] = [];
      for (let at = 0; at < wire.length; at += cut) {
        found.push(...reader.feed(wire.subarray(at, at + cut)));
      }
      assert.deepEqual(found, [message, message]);
    }
  }
});

test('an FLV file survives reading, cut anywhere, and writing', async (t) => {
  const file = await flvFile(new Scope(t), { seconds: 2, bFrames: 2 });
  const reader = new FlvReader();
  for (let at = 0; at < file.length; at += 1000) reader.write(file.subarray(at, at + 1000));

  assert.deepEqual(reader.file, file);
  assert.deepEqual(readTags(writeTags(reader.tags)), reader.tags);
  assert.equal(reader.tags.filter(isKeyframe).length, 2);
});

test('a strange server takes what the client publishes', async (t) => {
  const scope = new Scope(t);
  const tags = readTags(await flvFile(scope, { seconds: 2 }));
  const port = await freePort();
  const url = `rtmp://127.0.0.1:${port}/live/key`;
  const listen = ['ffmpeg', '-nostdin', '-v', 'error', '-listen', '1', '-i', url];
  const server = new Child(scope, [...listen, '-c', 'copy', '-f', 'flv', '-'], { bytes: true });

  const client = await until('ffmpeg listens', () =>
    RtmpClient.connect(scope, port).catch(() => undefined),
  );
  const status = await client.publish('key');
  for (const tag of tags) client.sendTag(tag);
  client.unpublish();
  await within('ffmpeg ends', 30, server.exited);

  assert.equal(status.code, 'NetStream.Publish.Start');
  assertWhole(await decode(scope, server.output), 2);
});
