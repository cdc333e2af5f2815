import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { newStreamer, newUser, type Streamer } from '../testing/api.ts';
import { Visitor } from '../testing/chromium.ts';
import { Scope } from '../testing/cleanup.ts';
import { OnAir } from '../testing/on-air.ts';
import { ChatClient } from '../testing/realtime.ts';
import { Server } from '../testing/server.ts';
import { until } from '../testing/wait.ts';

const server = await Server.start(new Scope({ after }), {
  env: { RATE_LIMIT_MAX_REQUESTS: '0', RATE_LIMIT_SOCKETS: '0', RATE_LIMIT_CHAT: '0' },
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
const complaintsOf = ({ complaints }: Visitor): string[] =>
  complaints.filter((text) => !text.includes('/api/auth/refresh'));

async function onAir(scope: Scope): Promise<{ streamer: Streamer; streamId: string }> {
  const streamer = await newStreamer(server);
  const { stream } = await OnAir.start(scope, server, streamer);
  return { streamer, streamId: stream.id };
}

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });
const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Message' });
const row = (page: Page, text: string): Locator =>
  log(page).getByRole('article').filter({ hasText: text });

async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
  await row(page, text).waitFor();
}

async function moderate(page: Page, text: string, act: string): Promise<void> {
  await row(page, text).hover();
  await row(page, text)
    .getByRole('button', { name: /^More on/ })
    .click();
  await page.getByRole('menuitem', { name: act }).click();
}

/** A streamer and a viewer who look at the same broadcast. */
async function bothWatch(scope: Scope) {
  const { streamer, streamId } = await onAir(scope);
  const account = await newUser(server);
  const [owner, viewer] = [await signedIn(scope, streamer), await signedIn(scope, account)];
  for (const { page } of [owner, viewer]) {
    await page.goto(`${server.url}/watch/${streamId}`);
    await field(page).waitFor();
  }
  return { streamer, streamId, account, owner, viewer };
}

test('what one says the other reads; what one moderates the other sees', async (t) => {
  const scope = new Scope(t);
  const { owner, viewer, account } = await bothWatch(scope);

  await say(viewer.page, 'Hello from the audience');
  await row(owner.page, 'Hello from the audience').waitFor();
  await say(owner.page, `Welcome @${account.username}`);
  await row(viewer.page, 'Welcome').getByText('Mentions you:').waitFor({ state: 'attached' });

  await moderate(owner.page, 'Hello from', 'Pin');
  await viewer.page.getByRole('region', { name: 'Pinned message' }).waitFor();
  await owner.page.getByRole('button', { name: 'Unpin' }).click();
  await viewer.page.getByRole('region', { name: 'Pinned message' }).waitFor({ state: 'detached' });

  await moderate(owner.page, 'Hello from', 'Delete');
  await log(viewer.page).getByText('Message deleted').waitFor();

  await say(viewer.page, 'Too loud');
  await moderate(owner.page, 'Too loud', 'Time out for 10 seconds');
  await viewer.page.getByText(/You are timed out/).waitFor();
  await field(viewer.page).waitFor(); // It is over by itself.
  await say(viewer.page, 'Quieter now');

  await moderate(owner.page, 'Quieter now', 'Ban');
  await viewer.page.getByText('You are banned from this chat.').waitFor();
  await field(owner.page).fill(`/unban ${account.username}`);
  await field(owner.page).press('Enter');
  await say(viewer.page, 'Thank you');
  assert.deepEqual([...complaintsOf(viewer), ...complaintsOf(owner)], []);
});

test('modes, polls, announcements and a cleared chat reach the viewers', async (t) => {
  const scope = new Scope(t);
  const { owner, viewer } = await bothWatch(scope);
  const menu = async (name: string) => {
    await owner.page.getByRole('button', { name: 'Moderate' }).click();
    await owner.page.getByRole('menuitem', { name }).click();
  };

  await menu('Start a poll');
  const dialog = owner.page.getByRole('dialog');
  await dialog.getByLabel('Question').fill('Tea or coffee?');
  await dialog.getByLabel('Answer 1').fill('Tea');
  await dialog.getByLabel('Answer 2').fill('Coffee');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await viewer.page.getByRole('button', { name: /^Tea: 0%/ }).click();
  await owner.page.getByRole('button', { name: /^Tea: 100%, 1 vote/ }).waitFor();
  await owner.page.getByRole('button', { name: 'End the poll' }).click();
  await viewer.page.getByRole('button', { name: /^Coffee/, disabled: true }).waitFor();

  await menu('Announce');
  await dialog.getByLabel('Message').fill('We begin');
  await dialog.getByRole('button', { name: 'Announce' }).click();
  await row(viewer.page, 'We begin').getByText('Announcement', { exact: true }).waitFor();

  await menu('Modes');
  await dialog.getByLabel('Slow mode').selectOption('30 sec');
  await viewer.page.getByText(/Slow mode: one message every 30/).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await say(viewer.page, 'One');
  await viewer.page.getByRole('timer').waitFor();

  await menu('Clear the chat');
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await log(viewer.page).getByText('The chat was cleared.').waitFor();
  assert.equal(await row(viewer.page, 'One').count(), 0);
  assert.deepEqual([...complaintsOf(viewer), ...complaintsOf(owner)], []);
});

test('what is held is approved in the studio, and then said', async (t) => {
  const scope = new Scope(t);
  const { owner, viewer } = await bothWatch(scope);
  await owner.page.goto(`${server.url}/studio/chat`);
  await owner.page.getByLabel('Word or phrase').fill('spoiler');
  await owner.page.getByLabel('What happens').selectOption('Hold it for review');
  await owner.page.getByRole('button', { name: 'Add' }).click();
  await owner.page.getByRole('row', { name: /spoiler/ }).waitFor();

  await field(viewer.page).fill('A spoiler: he did it');
  await field(viewer.page).press('Enter');
  await viewer.page.getByText('A moderator has to approve this first.').waitFor();
  await owner.page.goto(`${server.url}/studio/moderation`);
  await owner.page.getByRole('button', { name: /^Approve/ }).click();
  await row(viewer.page, 'A spoiler: he did it').waitFor();
  assert.deepEqual([...complaintsOf(viewer), ...complaintsOf(owner)], []);
});

test('a visitor reads, and the home page loads neither chat nor its library', async (t) => {
  const scope = new Scope(t);
  const { streamer, streamId } = await onAir(scope);
  const owner = await signedIn(scope, streamer);
  await owner.page.goto(`${server.url}/watch/${streamId}`);
  await say(owner.page, 'Good evening');

  const visitor = await Visitor.arrive(scope);
  await visitor.page.goto(server.url);
  await visitor.page
    .getByRole('link', { name: new RegExp(streamer.username, 'i') })
    .first()
    .waitFor();
  const isOfChat = (url: string) => /socket\.io|chat-column|\/esm-/.test(url);
  assert.deepEqual(visitor.requests.filter(isOfChat), []);

  await visitor.page.goto(`${server.url}/watch/${streamId}`);
  await row(visitor.page, 'Good evening').waitFor();
  await visitor.page.getByRole('link', { name: 'Sign in to chat' }).waitFor();
  await visitor.page.getByText('2 viewers').waitFor({ state: 'attached' });
  assert.deepEqual([...complaintsOf(visitor), ...complaintsOf(owner)], []);
});

test('the bell rings at once', async (t) => {
  const scope = new Scope(t);
  const streamer = await newStreamer(server);
  const follower = await newUser(server);
  const visitor = await signedIn(scope, follower);
  const { page } = visitor;
  await follower.api.post(`/api/users/${streamer.id}/follow`);
  await page.getByRole('button', { name: 'Notifications, 0 new' }).waitFor();
  const isConnection = (url: string) => url.includes('/socket.io/');
  await until('the page is connected', () => visitor.requests.some(isConnection));

  await OnAir.start(scope, server, streamer);
  await page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor({ timeout: 15_000 });
  assert.deepEqual(complaintsOf(visitor), []);
});

test('on a phone a poll leaves room for the log, and a vote is known after a reload', async (t) => {
  const scope = new Scope(t);
  const { streamer, streamId } = await onAir(scope);
  const owner = await ChatClient.as(scope, server, streamer);
  await owner.ask('join-room', { roomId: streamId });
  for (let index = 0; index < 12; ++index) await owner.ask('chat-message', { message: `${index}` });
  const options = ['Oil', 'Water', 'Chalk', 'Ink', 'None of these'];
  await owner.ask('start-poll', { question: 'With what shall I paint?', options });
  const { page } = await signedIn(scope, await newUser(server));
  await page.setViewportSize({ width: 375, height: 740 });
  await page.goto(`${server.url}/watch/${streamId}`);
  const question = page.getByRole('button', { name: 'With what shall I paint?' });
  const height = async () => (await log(page).boundingBox())?.height ?? 0;

  await question.click();
  const opened = await height();
  assert.ok(opened >= 48, `${opened} pixels are left of the log`);
  await page.getByRole('button', { name: /^Chalk:/ }).click();
  await until('it is folded', async () => (await height()) > opened);
  assert.equal(await question.getAttribute('aria-expanded'), 'false');

  await page.reload();
  await page.getByText('Your answer:').waitFor({ state: 'attached' });
  await question.click();
  const mine = page.getByRole('button', { name: /^Chalk:/ });
  await until(
    'the vote is known',
    async () => (await mine.getAttribute('aria-pressed')) === 'true',
  );
});

test('the server ends in order', () => server.stop());
