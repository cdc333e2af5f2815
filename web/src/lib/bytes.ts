const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
// As servers set limits and most systems show sizes: what is called 10 GB here is called so there.
const step = 1024;

/** A size for people: "640 kB", "1.2 GB". */
export const bytes = (count: number, language: string): string => scaled(count, '', language);

/** How fast bytes go: "4.2 MB/s". */
export const byteRate = (perSecond: number, language: string): string =>
  scaled(perSecond, '-per-second', language);

function scaled(count: number, suffix: '' | '-per-second', language: string): string {
  let value = count / step;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= step;
    ++unit;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: `${units[unit] ?? 'kilobyte'}${suffix}`,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}
