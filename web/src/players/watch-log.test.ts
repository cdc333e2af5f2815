import { expect, it } from 'vitest';

import { WatchLog } from './watch-log';

/** Watches from one moment to another, with a sign of life four times a second. */
function watch(log: WatchLog, fromMs: number, toMs: number): void {
  for (let at = fromMs; at <= toMs; at += 250) log.move(at);
}

it('is due after ten seconds, of which something was watched', () => {
  const log = new WatchLog(0);
  expect(log.isDue(20_000)).toBe(false);
  watch(log, 20_000, 24_000);
  expect(log.isDue(24_000)).toBe(true);
  expect(log.take(24_000)).toBe(4);
  watch(log, 24_250, 30_000);
  expect(log.isDue(30_000)).toBe(false);
});

it('counts no more than the clock on the wall, and keeps what is less than a second', () => {
  const log = new WatchLog(0);
  watch(log, 0, 1500);
  expect(log.take(1500)).toBe(1);
  watch(log, 1750, 2000);
  expect(log.take(2000)).toBe(1);
});

it('does not count a pause, nor an hour of sleep', () => {
  const log = new WatchLog(0);
  watch(log, 0, 1000);
  log.rest();
  watch(log, 60_000, 61_000);
  log.move(3_661_000);
  expect(log.take(3_661_000)).toBe(4);
});
