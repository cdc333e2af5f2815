import { describe, expect, it } from 'vitest';

import { when } from './when';

const now = Date.parse('2026-03-20T12:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;

describe('when', () => {
  it.each([
    [-30_000, 'now'],
    [-5 * minute, '5 minutes ago'],
    [-59 * minute, '59 minutes ago'],
    [-60 * minute, '1 hour ago'],
    [-day, 'yesterday'],
    [-6 * day, '6 days ago'],
    [-7 * day, 'Mar 13, 2026'],
    [2 * day, 'in 2 days'],
    [2 * day - minute, 'in 2 days'],
    [365 * day, 'Mar 20, 2027'],
  ])('%i ms from now is %s', (awayMs, words) => {
    expect(when(now + awayMs, now, 'en')).toBe(words);
  });

  it('speaks the language of the reader', () => {
    expect(when(now - 3 * day, now, 'es')).toBe('hace 3 días');
  });
});
