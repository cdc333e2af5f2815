import { beforeEach, expect, it, vi } from 'vitest';

import { asThisViewer, viewerId } from './viewer-id';

beforeEach(() => localStorage.clear());

it('is the same in every tab of a browser', async () => {
  const first = viewerId();
  vi.resetModules();
  const anotherTab = await import('./viewer-id');
  expect(anotherTab.viewerId()).toBe(first);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
});

it('is made anew where what was kept is no id', () => {
  localStorage.setItem('freshet.viewer', 'a&b');
  expect(viewerId()).toMatch(/^[0-9a-f]{32}$/);
});

it('lasts for the page where nothing can be kept', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('', 'SecurityError');
  });
  expect(viewerId()).toBe(viewerId());
});

it('is added to addresses with and without parameters', () => {
  expect(asThisViewer('/live/ada.flv')).toBe(`/live/ada.flv?v=${viewerId()}`);
  expect(asThisViewer('/live/ada.flv?token=t')).toBe(`/live/ada.flv?token=t&v=${viewerId()}`);
});
