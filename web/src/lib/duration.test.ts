import { expect, it } from 'vitest';

import { duration } from './duration';

it.each([
  [0, '0 sec'],
  [59, '59 sec'],
  [60, '1 min'],
  [3599, '59 min'],
  [3600, '1 hr'],
  [11_100, '3 hr 5 min'],
])('%i seconds are %s', (seconds, words) => {
  expect(duration(seconds, 'en')).toBe(words);
});
