// Whole names, for Tailwind finds classes by reading.
const classes = [
  'text-name-1',
  'text-name-2',
  'text-name-3',
  'text-name-4',
  'text-name-5',
  'text-name-6',
  'text-name-7',
  'text-name-8',
] as const;

/** The colour of somebody's name: the same everywhere and always. */
export function nameColour(userId: string): string {
  let hash = 0;
  for (let i = 0; i < userId.length; ++i) hash = (hash * 31 + userId.charCodeAt(i)) >>> 0;
  return classes[hash % classes.length] ?? classes[0];
}
