import type { Page } from 'playwright-core';

import { byInvite, newServer, nobodyLive, settings, twoFactorOn } from './fixtures.ts';
import type { Scene } from './scenes.ts';

async function startTwoFactor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Password' }).fill('correct horse');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Code', { exact: true }).scrollIntoViewIfNeeded();
}

const inSettings = (name: string, scene: Partial<Scene> = {}): Scene => ({
  name: `settings-${name}`,
  path: `/settings/${name.split('-')[0]}`,
  replies: settings,
  signedIn: true,
  ...scene,
});

export const personScenes: Scene[] = [
  { name: 'home-new-server', path: '/', replies: newServer },
  { name: 'setup', path: '/setup?code=mzxw6ytb', replies: newServer },
  { name: 'setup-done', path: '/setup', replies: { 'GET /api/setup': { needed: false } } },
  { name: 'invite-only', path: '/register', replies: byInvite },
  {
    name: 'sign-in-code',
    path: '/sign-in',
    replies: {
      ...nobodyLive,
      'POST /api/auth/login': { status: 401, challenge: 'who goes there' },
    },
    act: async (page) => {
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByRole('textbox', { name: 'Password' }).fill('correct horse');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByLabel('Code', { exact: true }).fill('12');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    },
  },
  { name: 'forgot-password', path: '/forgot-password', replies: nobodyLive },
  { name: 'reset-password', path: '/reset-password?token=x', replies: nobodyLive },
  { name: 'reset-password-cut', path: '/reset-password', replies: nobodyLive },
  {
    name: 'verify-email',
    path: '/verify-email?token=x',
    replies: { 'POST /api/auth/email/verify': {} },
  },
  inSettings('profile'),
  inSettings('profile-loading', { replies: { ...settings, 'GET /api/users/me': 'never' } }),
  inSettings('profile-picture', {
    act: (page) => page.getByLabel('Picture file').setInputFiles('public/icon-512.png'),
  }),
  inSettings('profile-email', {
    act: async (page) => {
      await page.getByRole('button', { name: 'Change' }).click();
      await page.getByRole('button', { name: 'Change e-mail' }).click();
    },
  }),
  inSettings('security'),
  inSettings('security-password', {
    act: (page) => page.getByRole('button', { name: 'Set up' }).click(),
  }),
  inSettings('security-qr', { act: startTwoFactor }),
  inSettings('security-codes', {
    act: async (page) => {
      await startTwoFactor(page);
      await page.getByLabel('Code', { exact: true }).fill('123456');
      await page.getByRole('button', { name: 'Switch on' }).click();
      await page.getByRole('button', { name: 'I have kept them' }).scrollIntoViewIfNeeded();
    },
  }),
  inSettings('security-on', { replies: twoFactorOn }),
  inSettings('security-off', {
    replies: twoFactorOn,
    act: (page) => page.getByRole('button', { name: 'Switch off' }).click(),
  }),
  inSettings('tokens'),
  inSettings('tokens-new', {
    act: async (page) => {
      await page.getByLabel('Name').fill('backup');
      await page.getByLabel('See your videos').check();
      await page.getByRole('button', { name: 'Create token' }).click();
    },
  }),
  inSettings('account'),
  inSettings('account-delete', {
    act: (page) => page.getByRole('button', { name: 'Delete my account' }).click(),
  }),
];
