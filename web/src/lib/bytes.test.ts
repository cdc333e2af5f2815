import { expect, it } from 'vitest';

import { byteRate, bytes } from './bytes';

it('says sizes as people do', () => {
  expect(bytes(0, 'en')).toBe('0 byte');
  expect(bytes(999, 'en')).toBe('999 byte');
  expect(bytes(1500, 'en')).toBe('1.5 kB');
  expect(bytes(10_737_418_240, 'en')).toBe('11 GB');
  expect(bytes(5e15, 'en')).toBe('5,000 TB');
});

it('says how fast they go', () => {
  expect(byteRate(4_200_000, 'en')).toBe('4.2 MB/s');
});
