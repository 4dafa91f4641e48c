import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Column<Row> {
  title: string;
  /** The title is only for screen readers. */
  quiet?: boolean | undefined;
  /** Draws the cell. */
  cell: (row: Row) => ReactNode;
  className?: string | undefined;
}

/** A plain table of dense rows with a heading that stays in sight. For lists of hundreds, not of millions. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}): ReactNode {
  return (
    <table className="w-full border-collapse text-left tabular-nums">
      <caption className="sr-only">{label}</caption>
      <thead className="sticky top-0 z-10 bg-bg text-2xs text-faint">
        <tr className="border-b border-line">
          {columns.map((column) => (
            <th
              key={column.title}
              className={classNames(
                'h-row px-2 font-sans! text-2xs! font-normal text-faint! whitespace-nowrap first:pl-4 last:pr-4',
                column.className,
              )}
            >
              {column.quiet === true ? <span className="sr-only">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className="h-row border-b border-line hover:bg-hover">
            {columns.map((column) => (
              <td
                key={column.title}
                className={classNames('px-2 whitespace-nowrap first:pl-4 last:pr-4', column.className)}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
