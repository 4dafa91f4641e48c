import { useState, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { formatCount } from '../units.ts';
import { cellText, type TableShape } from './table-shape.ts';

const page = 200;

/** Structured data as a table, with what stands beside the list above it. */
export function DataTable({ shape }: { shape: TableShape }): ReactNode {
  const [shown, setShown] = useState(page);
  const { columns, rows, beside } = shape;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {beside.length > 0 && (
        <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
          {beside.map(([name, value]) => (
            <div key={name} className="flex min-w-0 gap-1.5">
              <dt className="text-faint">{visibleText(name)}</dt>
              <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">{visibleText(cellText(value))}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="min-w-0 overflow-x-auto">
        <table className="w-full border-collapse font-mono text-xs">
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="border-b border-line px-2 py-0.5 text-left font-sans text-2xs font-normal text-faint"
                >
                  {visibleText(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows of data have nothing but their place
              <tr key={index} className="hover:bg-hover">
                {columns.map((column) => {
                  const value = Object.hasOwn(row, column) ? row[column] : undefined;
                  return (
                    <td
                      key={column}
                      className={`border-b border-line px-2 py-[3px] align-top ${typeof value === 'number' ? 'text-right tabular-nums' : ''}`}
                    >
                      <div className="max-w-[44ch] [overflow-wrap:anywhere] whitespace-pre-wrap">
                        {visibleText(cellText(value))}
                      </div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <button
          type="button"
          className="self-start text-xs text-accent underline"
          onClick={() => setShown(shown + page * 5)}
        >
          Show more ({formatCount(rows.length - shown)} rows not shown)
        </button>
      )}
    </div>
  );
}
