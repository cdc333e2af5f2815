const two = (value: number) => String(value).padStart(2, '0');

/** A time as a field for dates and times shows it: in the browser's time zone, to the minute. */
export function toLocalInput(time: string | null): string {
  if (time === null) return '';
  const at = new Date(time);
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** And back; null when it is empty. */
export const fromLocalInput = (value: string): string | null =>
  value === '' ? null : new Date(value).toISOString();
