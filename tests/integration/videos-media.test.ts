import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Api, newUser, type Reply } from '../testing/api.ts';
import { Child } from '../testing/child.ts';
import { Scope, temporaryFolder } from '../testing/cleanup.ts';
import { Server } from '../testing/server.ts';
import { until, within } from '../testing/wait.ts';

// What is uploaded is made playable by the program's own workers, with the real ffmpeg.

/** A file of ffmpeg's making. */
async function media(scope: Scope, name: string, args: string[]): Promise<Blob> {
  const file = join(temporaryFolder(scope), name);
  const quiet = ['ffmpeg', '-nostdin', '-v', 'error'];
  const encoder = new Child(scope, [...quiet, ...args, file]);
  const exit = await within(`${name} is encoded`, 120, encoder.exited);
  assert.equal(exit.code, 0, encoder.errors);
  return new Blob([readFileSync(file)]);
}

const picture = (size: string, seconds: number) => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${seconds}`],
];
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `sine=duration=${seconds}`];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '60'];

async function upload(api: Api, file: Blob): Promise<string> {
  const form = new FormData();
  form.set('title', 'A film');
  form.set('video', file, 'film.mp4');
  const reply = await api.call('POST', '/api/videos/upload', form);
  assert.equal(reply.status, 202, JSON.stringify(reply.body));
  return reply.body.video.id;
}

/** The video when nothing more happens to it. */
async function settled(api: Api, id: string): Promise<Reply['body']> {
  const look = async () => {
    const { body } = await api.get(`/api/videos/${id}`);
    return ['READY', 'FAILED'].includes(body.status) && body;
  };
  return until('the video is ready or has failed', look, 120);
}

/** Processes of ffmpeg that work in a folder. */
function workersIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [program] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const place = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return program === 'ffmpeg' && place.includes(folder);
      } catch {
        return false; // Gone meanwhile.
      }
    });
}

test('an upload is ready, and what is no video has failed', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const { api } = await newUser(server);
  const film = await media(scope, 'a.mp4', [
    ...[...picture('640x360', 8), ...sound(8), ...h264, '-c:a', 'aac'],
  ]);

  const good = await settled(api, await upload(api, film));
  const bad = await settled(api, await upload(api, new Blob(['This is a letter.\n'])));

  assert.equal(good.status, 'READY', JSON.stringify(good));
  assert.ok(Math.abs(good.duration - 8) < 0.2, String(good.duration));
  assert.deepEqual([good.width, good.height], [640, 360]);
  assert.equal(bad.status, 'FAILED');
  assert.equal(bad.failure.code, 'not_a_video');
});

test('ffmpeg dies with a server that is killed, and the next one ends what it began', async (t) => {
  const scope = new Scope(t);
  const server = await Server.start(scope);
  const { api } = await newUser(server);
  const film = await media(scope, 'a.avi', [
    ...[...picture('1280x720', 20), '-c:v', 'mpeg4', '-q:v', '20'],
  ]);
  const id = await upload(api, film);
  const child = await until('ffmpeg works', () => workersIn(server.dataDir)[0]);

  await server.child.kill();

  await until('ffmpeg is gone', () => !workersIn(server.dataDir).includes(child));
  const { dataDir, port, rtmpPort } = server;
  const again = await Server.start(scope, { dataDir, port, rtmpPort });
  const video = await settled(new Api(again, api.token), id);
  assert.equal(video.status, 'READY', JSON.stringify(video));
});
