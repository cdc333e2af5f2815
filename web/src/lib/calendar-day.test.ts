import { describe, expect, it } from 'vitest';

import { dayIn, daysBefore, dayText } from './calendar-day';

describe('a calendar day', () => {
  const evening = Date.parse('2026-02-28T23:30:00Z');

  it('is that of the time zone', () => {
    expect(dayIn(evening, 'UTC')).toBe('2026-02-28');
    expect(dayIn(evening, 'Asia/Ho_Chi_Minh')).toBe('2026-03-01');
  });

  it('goes back over the ends of months and the hours that clocks are moved by', () => {
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
    expect(daysBefore('2026-03-30', 29)).toBe('2026-03-01');
  });

  it('is the same day wherever it is read', () => {
    expect(dayText('2026-03-01', 'en')).toBe('Mar 1, 2026');
  });
});
