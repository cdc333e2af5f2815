import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';

import { Visitor } from './chromium.ts';
import { Child } from './child.ts';
import { Scope } from './cleanup.ts';
import { flvFile } from './ffmpeg.ts';
import { assertPlays } from './picture.ts';

const scope = new Scope({ after });
const visitor = await Visitor.arrive(scope);

/** The address of a page that plays such a picture with a tone. */
async function pageWith(own: Scope, picture: string): Promise<string> {
  const to = ['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', '-'];
  const remux = ['ffmpeg', '-v', 'error', '-i', 'pipe:0', '-c', 'copy', ...to];
  const muxer = new Child(own, remux, { bytes: true, input: true });
  muxer.input.end(await flvFile(own, { picture, seconds: 8 }));
  await muxer.exited;

  const server = createServer((request, response) => {
    const isFilm = request.url === '/film';
    response.setHeader('Content-Type', isFilm ? 'video/mp4' : 'text/html');
    response.end(isFilm ? muxer.output : '<link rel=icon href=data:,><video src=film autoplay>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  own.after(() => void server.close());
  own.after(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('a film that moves and sounds is seen to play', async (t) => {
  await visitor.page.goto(await pageWith(new Scope(t), 'testsrc2=size=320x180:rate=30'));

  await assertPlays(visitor.page, 2);
  assert.deepEqual(visitor.complaints, []);
  assert.ok(visitor.requests.some((url) => url.endsWith('/film')));
});

test('a black picture is not taken for one that plays', async (t) => {
  await visitor.page.goto(await pageWith(new Scope(t), 'color=black:size=320x180:rate=30'));

  await assert.rejects(assertPlays(visitor.page, 2), /of one colour/);
});

test('a frozen picture is not taken for one that plays', async (t) => {
  await visitor.page.goto(await pageWith(new Scope(t), 'smptebars=size=320x180:rate=30'));

  await assert.rejects(assertPlays(visitor.page, 2), /frozen/);
});
