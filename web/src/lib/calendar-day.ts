const dayMs = 86_400_000;

/** The date in a time zone, as in 2026-01-31. */
export function dayIn(timeMs: number, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(timeMs);
}

/** So many days before a date. */
export const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * dayMs).toISOString().slice(0, 10);

/** A date without a time, in the reader's language. */
export const dayText = (date: string, language: string): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium' }).format(
    Date.parse(date),
  );
