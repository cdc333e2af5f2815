import { expect, it } from 'vitest';

import { elapsed } from './elapsed';

it.each([
  [0, '0:00'],
  [65_999, '1:05'],
  [3_600_000, '1:00:00'],
  [3_729_000, '1:02:09'],
  [100 * 3_600_000, '100:00:00'],
  [-5000, '0:00'],
])('shows %d ms as %s', (ms, shown) => expect(elapsed(1000, 1000 + ms)).toBe(shown));
