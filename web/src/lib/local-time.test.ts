import { expect, it } from 'vitest';

import { fromLocalInput, toLocalInput } from './local-time';

it('goes through a field for local times and back', () => {
  const time = '2026-03-01T09:05:00.000Z';
  expect(toLocalInput(time)).toMatch(/^2026-0[23]-\d\dT\d\d:\d5$/);
  expect(fromLocalInput(toLocalInput(time))).toBe(time);
});

it('keeps empty what is empty', () => {
  expect(toLocalInput(null)).toBe('');
  expect(fromLocalInput('')).toBeNull();
});
