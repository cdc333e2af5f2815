import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { newStreamer, newUser, type User } from '../testing/api.ts';
import { Visitor } from '../testing/chromium.ts';
import { Scope } from '../testing/cleanup.ts';
import { publish } from '../testing/ffmpeg.ts';
import { assertPlays } from '../testing/picture.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const admin = { email: 'admin@example.com', password: 'the admin of the tests' };
const server = await Server.start(new Scope({ after }), {
  env: {
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    PAYMENTS_PROVIDER: 'development',
    RATE_LIMIT_MAX_REQUESTS: '0',
  },
});

/** A person with a browser, signed in by the form. */
async function signedIn(scope: Scope, who: { email: string; password: string }): Promise<Visitor> {
  const visitor = await Visitor.arrive(scope);
  const { page } = visitor;
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /Account of/ }).waitFor();
  return visitor;
}

/** What the browser said, beyond that nobody was signed in when the page first asked. */
function complaintsOf({ complaints }: Visitor): string[] {
  return complaints.filter((text) => !text.includes('/api/auth/refresh'));
}

const userPage = ({ handle }: User) => `${server.url}/@${handle}`;

test('a viewer follows, hears of a broadcast and watches; the streamer sees it', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  const viewer = await signedIn(scope, await newUser(server));
  const { page } = viewer;

  await page.goto(userPage(streamer));
  await page.getByRole('button', { name: 'Follow' }).click();
  await page.getByText('1 follower').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Following' }).waitFor();

  publish(scope, `${server.rtmpUrl}/${streamer.key}`);
  await until('the stream is live', () => streamer.api.isLive(streamer.handle));
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Live now of whom you follow' }).waitFor();
  await page.getByRole('button', { name: 'Notifications, 1 new' }).click();
  await page.getByRole('link', { name: /is live:/ }).click();
  await assertPlays(page, 3);
  await page.getByRole('button', { name: 'Notifications, 0 new' }).waitFor();

  const owner = await signedIn(scope, streamer);
  await owner.page.goto(`${server.url}/studio/statistics`);
  await owner.page.getByText('Day by day').waitFor();
  await until('the view is counted', async () => {
    await owner.page.reload();
    const views = owner.page.getByRole('definition').first();
    await views.waitFor();
    return (await views.textContent()) === '1';
  });
  await owner.page.getByText('Show as a table').click();
  await owner.page.getByRole('table', { name: 'Day by day' }).waitFor();
  assert.deepEqual([...complaintsOf(viewer), ...complaintsOf(owner)], []);
});

test('a viewer subscribes by the development provider, and cancels', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  const viewer = await signedIn(scope, await newUser(server));
  const { page } = viewer;

  await page.goto(userPage(streamer));
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByRole('radio', { name: /^Pro/ }).check();
  await page.getByRole('button', { name: 'Go to payment' }).click();
  await page.getByText('This is not real').waitFor();
  await page.getByRole('button', { name: 'Pay nothing' }).click();
  await page.getByText('Thank you.').waitFor();
  await page.getByRole('button', { name: 'Subscribed: Pro' }).waitFor();

  await page.goto(`${server.url}/settings/subscriptions`);
  await page.getByRole('button', { name: /Cancel subscription/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel subscription' }).click();
  await page.getByText('Not renewed').waitFor();

  const owner = await signedIn(scope, streamer);
  await owner.page.goto(`${server.url}/studio/subscribers`);
  await owner.page.getByRole('row', { name: /Pro/ }).waitFor();
  assert.deepEqual([...complaintsOf(viewer), ...complaintsOf(owner)], []);
});

test('an admin resolves what a viewer reports, and writes what everybody reads', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  const viewer = await signedIn(scope, await newUser(server));
  await viewer.page.goto(userPage(streamer));
  await viewer.page.getByRole('button', { name: 'Report' }).click();
  const dialog = viewer.page.getByRole('dialog');
  await dialog.getByLabel('What is wrong').selectOption('Spam or a scam');
  await dialog.getByLabel('Details').fill('Again and again.');
  await dialog.getByRole('button', { name: 'Report' }).click();
  await dialog.getByText('The moderators will look at it.').waitFor();
  await viewer.page.goto(`${server.url}/admin`);
  await viewer.page.getByText('This page is not for you').waitFor();

  const staff = await signedIn(scope, admin);
  const { page } = staff;
  await page.goto(`${server.url}/admin/reports`);
  await page.getByRole('button', { name: /Look at: Spam/ }).click();
  await page.getByText('Again and again.').waitFor();
  await page.getByLabel('Note').fill('Warned.');
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('cell', { name: 'Resolved' }).waitFor();

  await page.goto(`${server.url}/admin/documents/rules`);
  await page.getByLabel('Markdown').fill('# Only one\n\nBe decent.');
  await page.getByRole('button', { name: 'Save a new version' }).click();
  await page.getByText('Version 2 is in force.').waitFor();
  await viewer.page.goto(`${server.url}/docs/rules`);
  await viewer.page.getByRole('heading', { name: 'Only one' }).waitFor();
  await page.goto(`${server.url}/admin/audit`);
  await page.getByRole('table', { name: 'What was done' }).waitFor();
  assert.deepEqual([...complaintsOf(viewer), ...complaintsOf(staff)], []);
});

test('a streamer plans a stream, which the channel shows', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  const owner = await signedIn(scope, streamer);
  const { page } = owner;
  await page.goto(`${server.url}/studio/streams`);
  await page.getByRole('button', { name: 'Plan a stream' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Landing on the moon');
  await dialog.getByLabel('Begins at').fill('2030-01-31T20:00');
  await dialog.getByLabel('Technology').check();
  await dialog.getByRole('button', { name: 'Plan a stream' }).click();
  await page.getByRole('link', { name: 'Landing on the moon' }).waitFor();

  await page.goto(`${server.url}/studio/channel`);
  await page.getByLabel('Name', { exact: true }).fill('The moon');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();

  await page.goto(userPage(streamer));
  await page.getByText('The moon is offline').waitFor();
  await page.getByRole('link', { name: 'Landing on the moon' }).waitFor();
  assert.deepEqual(complaintsOf(owner), []);
});

test('the server ends in order', () => server.stop());
