import type { Page } from 'playwright-core';

import * as fixtures from './fixtures.ts';
import { personScenes } from './person-scenes.ts';
import { videoScenes } from './video-scenes.ts';

export interface Scene {
  name: string;
  path: string;
  replies: fixtures.Replies;
  signedIn?: boolean;
  act?: (page: Page) => Promise<void>;
}

const { nobodyLive, manyLive, signedIn, offline, onAir, away, ended } = fixtures;

export const scenes: Scene[] = [
  { name: 'home-empty', path: '/', replies: nobodyLive },
  { name: 'home', path: '/', replies: { ...manyLive, ...signedIn }, signedIn: true },
  { name: 'home-loading', path: '/', replies: { 'GET /api/streams': 'never' } },
  { name: 'home-failed', path: '/', replies: {} },
  {
    name: 'register',
    path: '/register',
    replies: nobodyLive,
    act: async (page) => {
      await page.getByLabel('Username').fill('a');
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByRole('textbox', { name: 'Password' }).fill('short');
      await page.getByRole('button', { name: 'Create account' }).click();
    },
  },
  { name: 'sign-in', path: '/sign-in', replies: nobodyLive },
  { name: 'studio-waiting', path: '/studio', replies: offline, signedIn: true },
  {
    name: 'studio-new-key',
    path: '/studio',
    replies: offline,
    signedIn: true,
    act: (page) => page.getByRole('button', { name: 'New key' }).click(),
  },
  { name: 'studio-on-air', path: '/studio', replies: onAir, signedIn: true },
  { name: 'channel-offline', path: '/@ada', replies: offline },
  { name: 'channel-live', path: '/@ada', replies: onAir },
  { name: 'channel-away', path: '/@ada', replies: away },
  { name: 'channel-missing', path: '/@nobody', replies: nobodyLive },
  { name: 'watch-ended', path: '/watch/s-ada', replies: ended },
  { name: 'not-found', path: '/nothing/here', replies: nobodyLive },
  {
    name: 'account-menu',
    path: '/',
    replies: { ...manyLive, ...signedIn },
    signedIn: true,
    act: (page) => page.getByRole('button', { name: /Account of/ }).click(),
  },
  ...personScenes,
  ...videoScenes,
];
