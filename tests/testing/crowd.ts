/** Does something for each number below `count`, so many at a time. */
export async function crowd(
  count: number,
  atOnce: number,
  each: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await each(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}
