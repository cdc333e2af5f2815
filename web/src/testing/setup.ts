import '@testing-library/jest-dom/vitest';

import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

import { loadSentences } from '@/lib/i18n';
import { session } from '@/lib/session';
import { realtime } from '@/lib/socket';

import { fakeServer } from './fake-socket';

vi.mock('socket.io-client', () => import('./fake-socket'));

await loadSentences();

// The first page of a file is loaded and compiled while its test waits for it.
configure({ asyncUtilTimeout: 4000 });

window.scrollTo = () => undefined;

// jsdom knows no media: the window is wide, the theme light.
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), { media, matches: false }) as MediaQueryList;

// jsdom has the element but not its opening and closing.
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true;
  },
  close(this: HTMLDialogElement) {
    this.open = false;
  },
});

afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
  realtime.close();
  fakeServer.reset();
});
