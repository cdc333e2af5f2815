const formats = new Map<string, Intl.DateTimeFormat>();

/** 20:41, as the reader's language writes it. Made for lists: a format is dear to make, cheap to use. */
export function timeOfDay(timeMs: number, language: string): string {
  const known = formats.get(language);
  const format = known ?? new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  if (!known) formats.set(language, format);
  return format.format(timeMs);
}
