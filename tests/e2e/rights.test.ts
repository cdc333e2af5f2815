import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { expectStatus, newStreamer, newUser, type User } from '../testing/api.ts';
import { Visitor } from '../testing/chromium.ts';
import { Scope } from '../testing/cleanup.ts';
import { publish } from '../testing/ffmpeg.ts';
import { assertPlays } from '../testing/picture.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }));

async function signIn({ page }: Visitor, who: User): Promise<void> {
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

/** What the browser said, beyond the refusals that the page puts into words. */
function complaintsOf({ complaints }: Visitor): string[] {
  return complaints.filter((text) => !/\/api\/(auth\/refresh|streams\/[^/]+\/stream)/.test(text));
}

test('a stream for followers tells what is missing, and plays once that is done', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  const planned = await streamer.api.post('/api/streams', {
    title: 'Among friends',
    audience: 'followers',
  });
  expectStatus(planned, 201);
  expectStatus(await streamer.api.post(`/api/streams/${planned.body.id}/start`), 200);
  publish(scope, `${server.rtmpUrl}/${streamer.key}`);
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));

  const viewer = await Visitor.arrive(scope);
  const { page } = viewer;
  await page.goto(`${server.url}/watch/${planned.body.id}`);
  await page.getByText(`Sign in and follow @${streamer.handle}`).waitFor();
  await page.getByRole('link', { name: 'Follow' }).first().click();
  await signIn(viewer, await newUser(server));
  await page.getByText(`Follow @${streamer.handle} to watch it`).waitFor();
  await page.getByRole('button', { name: 'Follow' }).first().click();
  await assertPlays(page, 3);
  assert.deepEqual(complaintsOf(viewer), []);
});

test('two tabs of a browser are one viewer, and the owner is none', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  publish(scope, `${server.rtmpUrl}/${streamer.key}`);
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));
  const watchLink = `${server.url}/@${streamer.handle}`;

  const owner = await Visitor.arrive(scope);
  await owner.page.goto(`${server.url}/studio`);
  await signIn(owner, streamer);
  await assertPlays(owner.page, 1);
  const viewer = await Visitor.arrive(scope);
  await viewer.page.goto(watchLink);
  const tab = await viewer.context.newPage();
  await tab.goto(watchLink);
  await assertPlays(tab, 1);

  const totals = async () =>
    (await streamer.api.get(`/api/statistics/channel/${streamer.handle}`)).body;
  await until('the view is counted', async () => (await totals()).totalViews > 0);
  await viewer.page.bringToFront();
  await assertPlays(viewer.page, 3);
  assert.equal((await totals()).totalViews, 1);
  assert.deepEqual([...complaintsOf(viewer), ...complaintsOf(owner)], []);
});

test('a streamer makes a second channel, works in it, and deletes it', async (t) => {
  const scope = new Scope(t);
  const owner = await Visitor.arrive(scope);
  const { page } = owner;
  await page.goto(`${server.url}/studio/channel`);
  await signIn(owner, await newUser(server));
  await page.getByRole('button', { name: 'New channel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('By night');
  await dialog.getByRole('button', { name: 'New channel' }).click();

  const choice = page.getByRole('combobox', { name: 'Channel', exact: true });
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'By night');
  await page.getByRole('link', { name: 'Live', exact: true }).click();
  const watchLink = page.getByRole('textbox', { name: 'Watch link' });
  assert.match(await watchLink.inputValue(), /\/@by-night$/);
  await page.reload();
  assert.match(await watchLink.inputValue(), /\/@by-night$/);

  await page.getByRole('link', { name: 'Channel', exact: true }).click();
  await page.getByRole('button', { name: 'Delete channel' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete channel' }).click();
  await choice.waitFor({ state: 'detached' });
  assert.deepEqual(complaintsOf(owner), []);
});

test('the server ends in order', () => server.stop());
