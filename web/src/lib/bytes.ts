const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size for people: "640 kB", "1.2 GB". */
export const bytes = (count: number, language: string): string => scaled(count, '', language);

/** How fast bytes go: "4.2 MB/s". */
export const byteRate = (perSecond: number, language: string): string =>
  scaled(perSecond, '-per-second', language);

function scaled(count: number, suffix: '' | '-per-second', language: string): string {
  const power = count < 1000 ? 0 : Math.floor(Math.log10(count) / 3);
  const step = Math.min(power, units.length - 1);
  const value = count / 1000 ** step;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: `${units[step] ?? 'byte'}${suffix}`,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
