const isAhead: Record<string, (from: DOMRect, to: DOMRect) => boolean> = {
  ArrowDown: (from, to) => to.top >= from.bottom - 1,
  ArrowUp: (from, to) => to.bottom <= from.top + 1,
};
const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Where an arrow key leads from one of several things in rows, or in one column. */
export function arrowTarget<T extends Element>(
  all: readonly T[],
  from: Element | null,
  key: string,
): T | undefined {
  if (key === 'Home') return all[0];
  if (key === 'End') return all.at(-1);
  const step = steps[key];
  if (step === undefined || all.length === 0) return undefined;
  const at = all.findIndex((each) => each === from);
  if (at < 0) return step > 0 ? all[0] : all.at(-1);

  const ahead = isAhead[key];
  const here = all[at]?.getBoundingClientRect();
  if (ahead && here && here.width > 0) {
    const away = (each: T) => {
      const rect = each.getBoundingClientRect();
      return Math.abs(rect.top - here.top) * 1000 + Math.abs(rect.left - here.left);
    };
    const candidates = all.filter((each) => ahead(here, each.getBoundingClientRect()));
    const [nearest] = candidates.sort((a, b) => away(a) - away(b));
    return nearest;
  }
  return all[(at + step + all.length) % all.length];
}
