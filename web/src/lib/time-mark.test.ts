import { expect, it } from 'vitest';

import { timeMark } from './time-mark';

it('reads a place in a video as people write it', () => {
  expect(timeMark('1:05')).toBe(65);
  expect(timeMark('1:02:09')).toBe(3729);
  expect(timeMark('65')).toBe(65);
  expect(timeMark('1m5s')).toBe(65);
  expect(timeMark('1h')).toBe(3600);
});

it('takes nothing else for one', () => {
  for (const text of ['', 'now', '1:5', '1:75', '-5', '1:2:3:4']) {
    expect(timeMark(text), text).toBeNull();
  }
});
