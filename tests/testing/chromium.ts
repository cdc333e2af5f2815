import { type BrowserContext, chromium, type Page } from 'playwright-core';

import { type Scope, temporaryFolder } from './cleanup.ts';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  '--autoplay-policy=no-user-gesture-required',
];

/** A person with a new browser, and what the browser said and asked for. */
export class Visitor {
  readonly page: Page;
  readonly complaints: string[] = [];
  readonly requests: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('websocket', (socket) => this.requests.push(socket.url()));
    page.on('console', (message) => {
      const where = message.location().url;
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${where})`);
    });
  }

  static async arrive(scope: Scope): Promise<Visitor> {
    const home = temporaryFolder(scope);
    const context = await chromium.launchPersistentContext(`${home}/profile`, {
      executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
      args: flags,
      headless: true,
      env: { HOME: home, PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C.UTF-8' },
      viewport: { width: 1280, height: 800 },
    });
    scope.after(() => context.close());
    return new Visitor(context.pages()[0] ?? (await context.newPage()));
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  /** From now on no FLV reaches this browser, as behind a proxy that does not stream. */
  async blockFlv(): Promise<void> {
    await this.context.route(/\.flv(\?|$)/, (route) => route.abort());
    await this.context.routeWebSocket(/\.flv(\?|$)/, (socket) => void socket.close());
  }
}
