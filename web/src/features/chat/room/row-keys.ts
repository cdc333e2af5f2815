import type { KeyboardEvent } from 'react';

import { arrowTarget } from '@/lib/arrow-keys';

/** The arrow keys go from row to row; Tab goes on into the row, or out of the log. */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget: log } = event;
  if (!(target instanceof HTMLElement) || event.defaultPrevented) return;
  const isRow = target === log || target.dataset.row !== undefined;
  if (!isRow || !['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)) return;
  const rows = Array.from(log.querySelectorAll<HTMLElement>('[data-row]'));
  const from = rows.indexOf(target);
  const next =
    from < 0 || key === 'Home' || key === 'End'
      ? arrowTarget(rows, null, key)
      : rows[from + (key === 'ArrowDown' ? 1 : -1)];
  event.preventDefault();
  next?.focus();
}
