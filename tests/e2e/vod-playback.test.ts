import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { newStreamer } from '../testing/api.ts';
import { Visitor } from '../testing/chromium.ts';
import { Scope } from '../testing/cleanup.ts';
import { Server } from '../testing/server.ts';
import * as shelved from '../testing/shelved-video.ts';

// hls.js as it is, on a page of somebody else's: what the web app adds has tests of its own.
const hlsJs = join(import.meta.dirname, '../../web/node_modules/hls.js/dist/hls.min.js');

const scope = new Scope({ after });
const secretKey = 'what these tests sign their own tokens with';
const server = await Server.start(scope, { env: { SECRET_KEY: secretKey } });
const ada = await newStreamer(server);
const media = await shelved.makeMedia(scope);

interface Page {
  Hls: new () => { loadSource(url: string): void; attachMedia(video: unknown): void };
  document: { querySelector(what: string): Video };
}

interface Video {
  play(): Promise<void>;
  currentTime: number;
  duration: number;
  videoWidth: number;
  ended: boolean;
}

/** The address of a page with nothing but a screen, of another origin. */
async function blog(scope: Scope): Promise<string> {
  const site = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<link rel="icon" href="data:,"><video muted></video>');
  });
  await new Promise<void>((listens) => site.listen(0, '127.0.0.1', listens));
  scope.after(() => void site.close());
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
}

/** Plays a master playlist elsewhere, seeks to near its end, and stays until then. */
async function watch(scope: Scope, master: string): Promise<Visitor> {
  const visitor = await Visitor.arrive(scope);
  const { page } = visitor;
  await page.goto(await blog(scope));
  await page.addScriptTag({ path: hlsJs });
  await page.evaluate(async (url) => {
    const { Hls, document } = globalThis as unknown as Page;
    const video = document.querySelector('video');
    const hls = new Hls();
    hls.loadSource(url);
    hls.attachMedia(video);
    void video.play();
  }, master);
  await page.waitForFunction(() => {
    const video = (globalThis as unknown as Page).document.querySelector('video');
    return video.currentTime > 1 && video.videoWidth === 320;
  });
  const duration = await page.evaluate(() => {
    const video = (globalThis as unknown as Page).document.querySelector('video');
    video.currentTime = video.duration - 1.5;
    return video.duration;
  });
  assert.ok(Math.abs(duration - shelved.videoSeconds) < 0.1, String(duration));
  await page.waitForFunction(
    () => (globalThis as unknown as Page).document.querySelector('video').ended,
  );
  return visitor;
}

for (const visibility of ['public', 'private']) {
  test(`hls.js plays a ${visibility} video on any page, and seeks in it`, async (t) => {
    const put = shelved.intoFolder(server);
    const { id } = await shelved.shelve(server, put, media, { handle: ada.handle, visibility });
    const token = shelved.signToken(secretKey, id, { ground: 'link' });
    const prefix = visibility === 'private' ? `${server.url}/t/${token}` : server.url;

    const visitor = await watch(new Scope(t), `${prefix}/vod/${id}/master.m3u8`);

    assert.deepEqual(visitor.complaints, []);
    const asked = visitor.requests.filter((url) => url.startsWith(server.url));
    assert.ok(asked.every((url) => url.startsWith(prefix)));
  });
}
