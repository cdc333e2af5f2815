import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';

import type { Download, Locator, Page } from 'playwright-core';

import { Api, expectStatus, newUser } from '../testing/api.ts';
import { Visitor } from '../testing/chromium.ts';
import { Scope } from '../testing/cleanup.ts';
import { png } from '../testing/images.ts';
import { Server } from '../testing/server.ts';
import { SmtpSink, textOf } from '../testing/smtp-sink.ts';
import { totp } from '../testing/totp.ts';
import { until } from '../testing/wait.ts';

const all = new Scope({ after });
const post = await SmtpSink.start(all);
const env = { SMTP_URL: post.url, MAIL_FROM: 'freshet@example.com' };
const server = await Server.start(all, { env });
const grace = { username: 'Grace', email: 'grace@example.com', password: 'nanoseconds' };

const button = (page: Page | Locator, name: string) =>
  page.getByRole('button', { name, exact: true });
const field = (page: Page | Locator, name: string) => page.getByLabel(name, { exact: true });

async function register(page: Page): Promise<void> {
  await page.goto(`${server.url}/register`);
  await field(page, 'Username').fill(grace.username);
  await field(page, 'E-mail').fill(grace.email);
  await field(page, 'Password').fill(grace.password);
  await button(page, 'Create account').click();
  await page.getByRole('heading', { name: 'Studio' }).waitFor();
}

async function goToSettings(page: Page, section: string): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: section }).click();
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
}

/** Switches it on, and gives the secret with the recovery codes. */
async function setUpTwoFactor(page: Page): Promise<{ secret: string; codes: string[] }> {
  await button(page, 'Set up').click();
  const dialog = page.getByRole('dialog');
  await field(dialog, 'Password').fill(grace.password);
  await button(dialog, 'Next').click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = await field(page, 'Secret').inputValue();
  await field(page, 'Code').fill(totp(secret));
  await button(page, 'Switch on').click();
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await list.waitFor();
  const codes = await list.getByRole('listitem').allTextContents();
  await button(page, 'I have kept them').click();
  await page.getByText('Two-factor sign-in is on').waitFor();
  return { secret, codes };
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await button(page, 'Sign out').click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
}

async function signIn(page: Page, code: string): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await field(page, 'E-mail').fill(grace.email);
  await field(page, 'Password').fill(grace.password);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await field(page, 'Code').fill(code);
  await button(page, 'Sign in').click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
}

async function changeProfile(page: Page): Promise<void> {
  await field(page, 'Display name').fill('Grace Hopper');
  await field(page, 'About').fill('It is easier to ask forgiveness.');
  await button(page, 'Save').click();
  await page.getByText('Saved').waitFor();
  await page.getByRole('button', { name: 'Account of Grace Hopper' }).waitFor();

  const portrait = { name: 'portrait.png', mimeType: 'image/png', buffer: png(640, 480) };
  await page.locator('input[type=file]').setInputFiles(portrait);
  await button(page, 'Use this picture').click();
  await button(page, 'Remove').waitFor();
  const picture = page.getByRole('banner').locator('img');
  await picture.waitFor();
  const width = await picture.evaluate(async (image) => {
    await (image as HTMLImageElement).decode();
    return (image as HTMLImageElement).naturalWidth;
  });
  assert.equal(width, 512);
}

async function makeToken(page: Page): Promise<string> {
  await field(page, 'Name').fill('ci');
  await page.getByLabel('See your streams').check();
  await button(page, 'Create token').click();
  const token = await field(page, 'Token').inputValue();
  await button(page, 'I have copied it').click();
  await page.getByText(/Never used/).waitFor();
  return token;
}

const contentOf = async (download: Download) => readFileSync(await download.path(), 'utf8');

test('somebody keeps an account, from the first day to the last', async (t) => {
  const scope = new Scope(t);
  const { page, complaints } = await Visitor.arrive(scope);
  // Nobody is signed in at first; and a browser calls the question for a code an error.
  const expected = /\/api\/auth\/(refresh|login)\)$/;
  const others = () => complaints.filter((text) => !expected.test(text));

  await register(page);
  await goToSettings(page, 'Security');
  const { secret, codes } = await setUpTwoFactor(page);
  assert.equal(codes.length, 10);

  await signOut(page);
  await signIn(page, totp(secret, 1)); // That of now was used to switch it on.
  await goToSettings(page, 'Profile');
  await changeProfile(page);

  await goToSettings(page, 'API tokens');
  const program = new Api(server, await makeToken(page));
  expectStatus(await program.get('/api/streams'), 200);
  await page.reload();
  await page.getByText(/Last used/).waitFor();

  const phone = await signedInElsewhere(codes[0] ?? '');
  await goToSettings(page, 'Security');
  await button(page, 'Sign out: node').click();
  await button(page, 'Sign out: node').waitFor({ state: 'detached' });
  expectStatus(await phone.get('/api/users/me'), 401);

  await goToSettings(page, 'Account');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Download my data').click(),
  ]);
  assert.equal(download.suggestedFilename(), 'freshet-grace.json');
  assert.match(await contentOf(download), /It is easier to ask forgiveness/);

  await button(page, 'Delete my account').click();
  const dialog = page.getByRole('dialog');
  await field(dialog, 'Password').fill(grace.password);
  await button(dialog, 'Delete my account').click();
  await page.waitForURL(`${server.url}/`);
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  expectStatus(await new Api(server).get('/api/users/grace'), 404);
  assert.deepEqual(others(), []);
});

/** Another sign-in of Grace's, by a recovery code. */
async function signedInElsewhere(code: string): Promise<Api> {
  const api = new Api(server);
  const { email, password } = grace;
  const asked = await api.post('/api/auth/login', { email, password });
  expectStatus(asked, 401);
  const { challenge } = asked.body;
  const answered = await api.post('/api/auth/two-factor', { challenge, code });
  expectStatus(answered, 200);
  api.token = answered.body.token;
  return api;
}

/** Where the link of a letter to somebody leads: the newest, of which there must be so many. */
function linkTo(address: string, page: string, count = 1): Promise<string> {
  const link = new RegExp(`/${page}\\?token=\\S+`);
  return until(`a letter with ${page}`, () => {
    const letters = post.mails.filter(({ to }) => to.includes(address)).map(textOf);
    const paths = letters.flatMap((text) => link.exec(text)?.[0] ?? []);
    return paths.length >= count && server.url + paths.at(-1);
  });
}

test('a forgotten password is replaced by the link of the letter', async (t) => {
  const user = await newUser(server);
  const { page, complaints } = await Visitor.arrive(new Scope(t));
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await field(page, 'E-mail').fill(user.email);
  await button(page, 'Send the link').click();
  await page.getByText(/If there is an account/).waitFor();

  await page.goto(await linkTo(user.email, 'reset-password'));
  await field(page, 'New password').fill('battery staple');
  await button(page, 'Set password').click();
  await page.getByText('Your password is changed').waitFor();

  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await field(page, 'E-mail').fill(user.email);
  await field(page, 'Password').fill('battery staple');
  await button(page, 'Sign in').click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();

  await goToSettings(page, 'Profile');
  await button(page, 'Send me a link').click();
  await page.getByText('A letter is on its way').waitFor();
  const asked = await linkTo(user.email, 'verify-email', 2); // The first came at registration.
  await page.goto(asked);
  await page.getByText('Your e-mail address is verified').waitFor();
  await page.getByRole('link', { name: 'Go to your settings' }).click();
  await page.getByText('Verified', { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});

test('whoever started the program becomes its first admin by the printed address', async (t) => {
  const { page, complaints } = await Visitor.arrive(new Scope(t));
  await page.goto(server.url);
  await page.getByText(/This server has no admin yet/).waitFor();

  const address = /\/setup\?code=\S+/.exec(server.child.output.toString())?.[0] ?? '';
  await page.goto(server.url + address);
  await field(page, 'Username').fill('Keeper');
  await field(page, 'E-mail').fill('keeper@example.com');
  await field(page, 'Password').fill('of the house');
  await button(page, 'Create account').click();
  await page.getByRole('heading', { name: 'Studio' }).waitFor();

  await goToSettings(page, 'API tokens');
  await page.getByLabel('Administer this server').waitFor();
  assert.deepEqual(complaints, []);
});

test('the server ends in order', () => server.stop());
