const dayMs = 86_400_000;
const units = [
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const relativeMaxMs = 7 * dayMs;

/** When something is or was, for people: "3 hours ago", "in 2 days", and beyond a week the date. */
export function when(timeMs: number, nowMs: number, language: string): string {
  const awayMs = timeMs - nowMs;
  if (Math.abs(awayMs) >= relativeMaxMs) return dateOf(timeMs, language);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(awayMs) >= dayMs) return format.format(midnightsBetween(nowMs, timeMs), 'day');
  const [unit, unitMs] = units.find(([, ms]) => Math.abs(awayMs) >= ms) ?? ['second', 60_000];
  return format.format(Math.trunc(awayMs / unitMs), unit);
}

/** Days as people count them: what is 47 hours away is in two days, not tomorrow. */
function midnightsBetween(fromMs: number, toMs: number): number {
  const midnight = (timeMs: number) => new Date(timeMs).setHours(0, 0, 0, 0);
  return Math.round((midnight(toMs) - midnight(fromMs)) / dayMs); // A day may have 23 or 25 hours.
}

export const dateOf = (timeMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(timeMs);

export const exactTime = (timeMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(timeMs);
