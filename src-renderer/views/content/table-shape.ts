/** Data that reads best as a table. */
export interface TableShape {
  /** Where the rows are: a key of the value, or undefined when the value itself is the list. */
  key: string | undefined;
  columns: string[];
  rows: readonly Record<string, unknown>[];
  /** What stands beside the list, in an object that holds one. */
  beside: [string, unknown][];
}

const mostColumns = 12;
const looked = 200;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function columnsOf(rows: readonly Record<string, unknown>[]): string[] {
  const columns = new Set<string>();
  for (const row of rows.slice(0, looked)) {
    for (const key of Object.keys(row)) columns.add(key);
    if (columns.size > mostColumns) break;
  }
  return [...columns];
}

function asRows(value: unknown): readonly Record<string, unknown>[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every(isRecord) ? value : undefined;
}

/** The table in a value: a list of objects, or an object with exactly one such list. Undefined when there is none. */
export function tableShape(value: unknown): TableShape | undefined {
  const direct = asRows(value);
  const lists = isRecord(value) ? Object.entries(value).filter(([, part]) => asRows(part)) : [];
  const [only] = lists;
  const rows = direct ?? (lists.length === 1 ? asRows(only?.[1]) : undefined);
  if (!rows) return undefined;
  const columns = columnsOf(rows);
  if (columns.length === 0 || columns.length > mostColumns) return undefined;
  const key = direct ? undefined : only?.[0];
  const beside = isRecord(value) ? Object.entries(value).filter(([name]) => name !== key) : [];
  return { key, columns, rows, beside };
}

/** One value in a cell, as one line. */
export function cellText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value.slice(0, 2000);
  return (JSON.stringify(value) ?? '').slice(0, 2000);
}
