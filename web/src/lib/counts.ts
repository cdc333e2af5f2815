/** A count for people: 1.2k. The exact one belongs in the title. */
export const roundedCount = (count: number, language: string): string =>
  new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(count);

export const exactCount = (count: number, language: string): string =>
  new Intl.NumberFormat(language).format(count);
