import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, type Streamer } from '../testing/api.ts';
import { Visitor } from '../testing/chromium.ts';
import type { Child } from '../testing/child.ts';
import { Scope } from '../testing/cleanup.ts';
import { publish } from '../testing/ffmpeg.ts';
import { assertPlays } from '../testing/picture.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }));

/** A streamer on air. */
async function onAir(scope: Scope): Promise<{ streamer: Streamer; publisher: Child }> {
  const streamer = await newStreamer(server);
  const publisher = publish(scope, `${server.rtmpUrl}/${streamer.key}`);
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));
  return { streamer, publisher };
}

const isFlv = (url: string) => new URL(url).pathname.endsWith('.flv');
const isHls = (url: string) => new URL(url).pathname.startsWith('/hls/');

test('a visitor watches a channel by FLV', async (t) => {
  const scope = new Scope(t);
  const { streamer } = await onAir(scope);
  const visitor = await Visitor.arrive(scope);

  await visitor.page.goto(`${server.url}/@${streamer.handle}`);
  await assertPlays(visitor.page, 5);

  assert.ok(visitor.requests.some(isFlv));
  assert.equal(visitor.requests.some(isHls), false);
  assert.deepEqual(visitor.complaints, []);
});

test('a visitor whom FLV does not reach watches by HLS', async (t) => {
  const scope = new Scope(t);
  const { streamer } = await onAir(scope);
  const { body } = await streamer.api.get('/api/streams?live=true');
  const stream = body.data.find((each: { handle: string }) => each.handle === streamer.handle);
  const visitor = await Visitor.arrive(scope);
  await visitor.blockFlv();

  await visitor.page.goto(`${server.url}/watch/${stream.id}`);
  await assertPlays(visitor.page, 5);

  assert.ok(visitor.requests.some(isHls));
  const others = visitor.complaints.filter((text) => !text.includes('.flv'));
  assert.deepEqual(others, []);
});

test('the home page leads to who is live', async (t) => {
  const scope = new Scope(t);
  const { streamer } = await onAir(scope);
  const { page, complaints } = await Visitor.arrive(scope);

  await page.goto(server.url);
  await page
    .getByRole('link', { name: new RegExp(streamer.username, 'i') })
    .first()
    .click();
  await assertPlays(page, 2);
  assert.deepEqual(complaints, []);
});

test('a page that was opened early plays by itself, and knows when it is over', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  const { page } = await Visitor.arrive(scope);
  await page.goto(`${server.url}/@${streamer.handle}`);
  await page.getByText(/is offline/).waitFor();

  const publisher = publish(scope, `${server.rtmpUrl}/${streamer.key}`);
  await assertPlays(page, 3);

  await publisher.stop();
  await page.getByText(/is offline/).waitFor({ timeout: 20_000 });
});

test('somebody new registers, publishes with what the studio shows, and is on air', async (t) => {
  const scope = new Scope(t);
  const { page, complaints } = await Visitor.arrive(scope);
  await page.goto(`${server.url}/register`);
  await page.getByLabel('Username').fill('Grace');
  await page.getByLabel('E-mail').fill('grace@example.com');
  await page.getByLabel('Password', { exact: true }).fill('nanoseconds');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('link', { name: 'Go live' }).first().click();

  const address = await page.getByLabel('Server', { exact: true }).inputValue();
  const key = await page.getByLabel('Stream key', { exact: true }).inputValue();
  assert.equal(new URL(address).port, String(server.rtmpPort));
  await page.getByText('Waiting for your stream').waitFor();
  const publisher = publish(scope, `${address}/${key}`);
  await page.getByText('You are on air', { exact: true }).waitFor({ timeout: 20_000 });

  await page.reload(); // The session is kept by a cookie.
  await page.getByText('You are on air', { exact: true }).waitFor({ timeout: 20_000 });
  // Nobody was signed in when the page first asked who is.
  const others = () => complaints.filter((text) => !text.includes('/api/auth/refresh'));
  assert.deepEqual(others(), []);

  await publisher.stop();
  await page.getByText('Waiting for your stream').waitFor({ timeout: 20_000 });
  // The preview may ask for the stream in the instant of its end, and is told that it is gone.
  const gone = /status of 404 .*\/(live|hls)\/grace/;
  assert.deepEqual(
    others().filter((text) => !gone.test(text)),
    [],
  );
});

test('the server ends in order', () => server.stop());
