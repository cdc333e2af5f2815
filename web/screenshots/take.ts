// Takes every page in each of its states, dark and light, on a phone, a tablet and a desktop, into screenshots/out.
// The built app is served by `vite preview`, the API is answered from fixtures.ts; with FRESHET_URL a running server
// answers instead, and only what needs no fixture is taken.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { preview } from 'vite';

import { scenes, type Scene } from './scenes.ts';

const widths = [375, 640, 1280];
const narrowest = 320;
const heights: Record<number, number> = { 375: 740, 640: 900, 1280: 800 };
const schemes = ['light', 'dark'] as const;
const out = join(import.meta.dirname, 'out');
const settleMs = 400;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

async function answer(page: Page, scene: Scene): Promise<void> {
  await page.route(/\/(api|live|hls|vod)\//, async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    const reply = scene.replies[`${request.method()} ${pathname}`];
    if (reply === 'never') return; // Stays without an answer: the page as it looks while it loads.
    const json = reply ?? { status: 404, code: 'not_found' };
    await route.fulfill({ status: statusOf(json), json });
  });
}

/** A number there is that of a problem; a stream or a video has a word. */
function statusOf(reply: object): number {
  return 'status' in reply && typeof reply.status === 'number' ? reply.status : 200;
}

async function take(context: BrowserContext, base: string, scene: Scene, name: string) {
  const page = await context.newPage();
  if (process.env.FRESHET_URL === undefined) await answer(page, scene);
  if (scene.signedIn) {
    await page.addInitScript(() => localStorage.setItem('freshet.signed-in', '1'));
  }
  await page.goto(base + scene.path);
  await scene.act?.(page);
  await page.waitForTimeout(settleMs);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await page.setViewportSize({ width: narrowest, height: 700 });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (excess > 0) console.error(`${name}: scrolls sideways at ${narrowest} px, by ${excess} px`);
  await page.close();
}

const only = process.argv[2];
rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const server = process.env.FRESHET_URL
  ? null
  : await preview({ preview: { port: 0, host: '127.0.0.1' } });
const base = process.env.FRESHET_URL ?? server?.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: flags,
});
try {
  for (const scene of scenes.filter(({ name }) => only === undefined || name.includes(only))) {
    for (const colorScheme of schemes) {
      for (const width of widths) {
        const viewport = { width, height: heights[width] ?? 800 };
        const context = await browser.newContext({ colorScheme, viewport });
        await take(context, base, scene, `${scene.name}-${width}-${colorScheme}`);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server?.close();
}
