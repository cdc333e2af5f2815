import { expect, it } from 'vitest';

import { RateMeter } from './rate-meter';

it('says nothing before it has seen a second of it', () => {
  const meter = new RateMeter();
  meter.note(0, 0);
  meter.note(500, 900);
  expect(meter.perSecond()).toBeNull();
  meter.note(1000, 1000);
  expect(meter.perSecond()).toBe(1000);
});

it('forgets how fast it went before', () => {
  const meter = new RateMeter();
  for (let second = 0; second <= 10; ++second) meter.note(second * 1000, second * 1000);
  for (let second = 11; second <= 30; ++second) meter.note(10_000, second * 1000);
  expect(meter.perSecond()).toBe(0);
});
