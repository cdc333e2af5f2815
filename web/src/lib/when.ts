const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const relativeMaxMs = 7 * 86_400_000;

/** When something is or was, for people: "3 hours ago", "in 2 days", and beyond a week the date. */
export function when(timeMs: number, nowMs: number, language: string): string {
  const awayMs = timeMs - nowMs;
  if (Math.abs(awayMs) >= relativeMaxMs) return dateOf(timeMs, language);
  const [unit, unitMs] = units.find(([, ms]) => Math.abs(awayMs) >= ms) ?? ['second', 60_000];
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return format.format(Math.trunc(awayMs / unitMs), unit);
}

export const dateOf = (timeMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(timeMs);

export const exactTime = (timeMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(timeMs);
