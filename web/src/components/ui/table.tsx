import type { ReactNode } from 'react';

export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  isNumber?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
}

/** Rows and columns; on a phone a list, each of its entries with the columns' names at the left. */
export function Table<T>({ label, columns, rows, keyOf }: Props<T>) {
  // The roles are those of the elements, which lose them where they are laid out otherwise.
  return (
    <table role="table" aria-label={label} className="w-full text-sm max-md:block">
      <thead role="rowgroup" className="max-md:sr-only">
        <tr role="row">
          {columns.map(({ title, isNumber }) => (
            <th
              key={title}
              role="columnheader"
              scope="col"
              className={`border-b border-line px-2 py-2 text-xs font-title whitespace-nowrap text-muted first:pl-0 last:pr-0 ${isNumber ? 'text-right' : 'text-left'}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-md:block">
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            role="row"
            className="border-b border-line last:border-0 max-md:flex max-md:flex-col max-md:gap-1 max-md:py-3"
          >
            {columns.map((column) => (
              <Cell key={column.title} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const { title, isNumber, cell } = column;
  return (
    <td
      role="cell"
      className={`px-2 py-2 align-middle md:max-w-80 md:wrap-break-word md:first:wrap-anywhere first:pl-0 last:pr-0 max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:p-0 max-md:has-[>div:empty]:hidden ${isNumber ? 'text-right tabular-nums' : ''}`}
    >
      <span aria-hidden className="shrink-0 text-xs text-faint md:hidden">
        {title}
      </span>
      <div className="min-w-0 max-md:text-right">{cell(row)}</div>
    </td>
  );
}
