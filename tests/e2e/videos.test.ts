import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { after, test } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { Visitor } from '../testing/chromium.ts';
import { Scope } from '../testing/cleanup.ts';
import { mp4File } from '../testing/ffmpeg.ts';
import { assertPlays } from '../testing/picture.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }));
const grace = { username: 'Grace', email: 'grace@example.com', password: 'nanoseconds' };
const megabyte = 1024 * 1024;

const button = (page: Page | Locator, name: string) =>
  page.getByRole('button', { name, exact: true });
const field = (page: Page | Locator, name: string) => page.getByLabel(name, { exact: true });

/** A film of forty seconds, made long on its way by a box that every reader skips. */
async function film(scope: Scope): Promise<string> {
  const file = await mp4File(scope, { seconds: 40 });
  const free = Buffer.alloc(32 * megabyte);
  free.writeUInt32BE(free.length, 0);
  free.write('free', 4);
  appendFileSync(file, free);
  return file;
}

async function register(page: Page): Promise<void> {
  await page.goto(`${server.url}/register`);
  await field(page, 'Username').fill(grace.username);
  await field(page, 'E-mail').fill(grace.email);
  await field(page, 'Password').fill(grace.password);
  await button(page, 'Create account').click();
  await page.getByRole('heading', { name: 'Studio' }).waitFor();
}

/** From now on the browser sends no more than so many bytes a second. */
async function throttle(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
}

const progressOf = async (bar: Locator): Promise<number> =>
  Number(await bar.getAttribute('aria-valuenow'));

/** Begins an upload, leaves it in the middle, comes back and goes on; gives the video's address. */
async function upload(page: Page, file: string): Promise<string> {
  await page.getByRole('link', { name: 'Upload', exact: true }).click();
  await page.getByText('MP4, MOV, MKV').waitFor();
  await throttle(page, 8 * megabyte);
  await field(page, 'Video files').setInputFiles(file);
  const bar = page.getByRole('progressbar');
  await until('a part is sent', async () => (await progressOf(bar)) >= 40);
  await field(page, 'Title').fill('A test card');
  await button(page, 'Save').click();
  await page.getByText('Saved').waitFor();
  await page.getByRole('button', { name: /^Pause/ }).click();
  await page.getByText('Paused').waitFor();

  await page.reload();
  await page.getByText('Not finished').waitFor();
  assert.ok((await progressOf(bar)) >= 20, 'nothing of it was kept');
  await field(page, 'File of A test card').setInputFiles(file);
  await throttle(page, -1);
  await page.getByText('Ready to watch').waitFor({ timeout: 120_000 });
  const address = await page.getByRole('link', { name: 'Watch' }).getAttribute('href');
  assert.ok(address);
  return address;
}

const timeOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);

/** Goes to the middle, leaves, and is there again. */
async function leaveAndComeBack(page: Page): Promise<void> {
  await page.keyboard.press('5');
  await until('the middle', async () => (await timeOf(page)) > 20);
  await assertPlays(page, 2);
  const left = await timeOf(page);
  await page.getByRole('link', { name: 'Freshet home' }).click();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'My library' }).click();
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByText(/^Goes on at 0:2/).waitFor();
  await page.getByRole('link', { name: 'A test card' }).last().click();
  await page.getByText(/^Where you left, at 0:2/).waitFor();
  await assertPlays(page, 1);
  const now = await timeOf(page);
  assert.ok(now >= left - 2 && now < left + 15, `left at ${left}, came back to ${now}`);
}

async function makeShareLink(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await field(page, 'Password').fill('between us');
  await button(page, 'Make a link').click();
  return field(page, 'Share link').inputValue();
}

test('a film is uploaded, watched, left and found again, and shared', async (t) => {
  const scope = new Scope(t);
  const file = await film(scope);
  const { page, complaints } = await Visitor.arrive(scope);
  await register(page);
  const address = await upload(page, file);

  await page.goto(server.url + address);
  await assertPlays(page, 3);
  await leaveAndComeBack(page);
  const link = await makeShareLink(page);
  // Nobody was signed in at first.
  assert.deepEqual(
    complaints.filter((text) => !text.includes('/api/auth/refresh')),
    [],
  );

  const friend = await Visitor.arrive(scope);
  await friend.page.goto(server.url + address);
  await friend.page.getByText('There is no such video').waitFor();
  await friend.page.goto(link);
  await field(friend.page, 'Password').fill('between us');
  await button(friend.page, 'Watch').click();
  await assertPlays(friend.page, 3);
  // A browser calls it an error that there is no such video, and that there is a password.
  const refusals = /status of (404|403).*\/api\/(videos\/|share-links\/open)/;
  assert.deepEqual(
    friend.complaints.filter((text) => !refusals.test(text)),
    [],
  );
});

test('the server ends in order', () => server.stop());
