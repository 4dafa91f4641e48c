import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Column<Row> {
  title: string;
  /** The title is only for screen readers. */
  quiet?: boolean | undefined;
  /** Draws the cell. */
  cell: (row: Row) => ReactNode;
  className?: string | undefined;
  /** Stays in sight at the right edge when the table is wider than its box. */
  pinned?: boolean | undefined;
  /** Left out where there is little room. */
  wideOnly?: boolean | undefined;
}

const pinnedClass = 'sticky right-0 bg-bg';

function columnClass<Row>(column: Column<Row>): string {
  return classNames(column.className, column.wideOnly === true && '@max-[720px]/table:hidden');
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
    <div className="@container/table min-w-0">
      <table className="w-full border-separate border-spacing-0 text-left tabular-nums">
        <caption className="sr-only">{label}</caption>
        <thead className="sticky top-0 z-10 bg-bg text-2xs text-faint">
          <tr>
            {columns.map((column) => (
              <th
                key={column.title}
                className={classNames(
                  'h-row border-b border-line px-2 font-sans! text-2xs! font-normal text-faint! whitespace-nowrap first:pl-4 last:pr-4',
                  columnClass(column),
                  column.pinned === true && pinnedClass,
                )}
              >
                {column.quiet === true ? <span className="sr-only">{column.title}</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="group h-row hover:bg-hover">
              {columns.map((column) => (
                <td
                  key={column.title}
                  className={classNames(
                    'border-b border-line px-2 whitespace-nowrap first:pl-4 last:pr-4',
                    columnClass(column),
                    column.pinned === true && `${pinnedClass} group-hover:bg-hover`,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
