import { expect, it } from 'vitest';

import { ProgressWatch } from './progress-watch';

it('gives a connection ten seconds for its first media', () => {
  const watch = new ProgressWatch(0);
  expect(watch.isDead(null, 10_000, false)).toBe(false);
  expect(watch.isDead(null, 10_001, false)).toBe(true);
});

it('calls one dead that brings nothing new for twelve', () => {
  const watch = new ProgressWatch(0);
  watch.isDead(5, 8000, false);
  expect(watch.isDead(5, 20_000, false)).toBe(false);
  expect(watch.isDead(5, 20_001, false)).toBe(true);
});

it('waits as long as the publisher is away, and a full time after', () => {
  const watch = new ProgressWatch(0);
  watch.isDead(5, 1000, false);
  expect(watch.isDead(5, 40_000, true)).toBe(false);
  expect(watch.isDead(5, 52_000, false)).toBe(false);
  expect(watch.isDead(5, 52_001, false)).toBe(true);
});
