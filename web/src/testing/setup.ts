import '@testing-library/jest-dom/vitest';

import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

import '@/lib/i18n';
import { session } from '@/lib/session';

window.scrollTo = () => undefined;

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
});
