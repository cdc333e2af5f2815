import { expect, it } from 'vitest';

import { byteRate, bytes } from './bytes';

it('says sizes as people do', () => {
  expect(bytes(0, 'en')).toBe('0 kB');
  expect(bytes(999, 'en')).toBe('1 kB');
  expect(bytes(1_500_000, 'en')).toBe('1.4 MB');
  expect(bytes(10 * 1024 ** 3, 'en')).toBe('10 GB');
  expect(bytes(1010 * 1024 ** 2, 'en')).toBe('1 GB');
  expect(bytes(5000 * 1024 ** 4, 'en')).toBe('5,000 TB');
});

it('says how fast they go', () => {
  expect(byteRate(4_400_000, 'en')).toBe('4.2 MB/s');
});
