import { tableShape } from './table-shape.ts';

/** Data that reads well as lines: one position per point, one value per line and point. */
export interface ChartShape {
  /** True when `x` is a time in seconds since 1970. */
  isTime: boolean;
  x: number[];
  lines: { name: string; values: (number | null)[] }[];
}

const mostPoints = 20_000;
const mostLines = 8;
const fewestPoints = 3;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Seconds since 1970 of what is plainly a point in time: an ISO text, or milliseconds or seconds of this age. */
function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'string') {
    if (!/^\d{4}-\d\d-\d\d/.test(value)) return undefined;
    const time = Date.parse(value);
    return Number.isNaN(time) ? undefined : time / 1000;
  }
  if (!isNumber(value)) return undefined;
  if (value > 5e11 && value < 5e12) return value / 1000;
  return value > 5e8 && value < 5e9 ? value : undefined;
}

function ofNumbers(values: readonly unknown[], name: string): ChartShape | undefined {
  if (values.length < fewestPoints || values.length > mostPoints || !values.every(isNumber)) return undefined;
  return { isTime: false, x: values.map((_, index) => index), lines: [{ name, values: [...values] }] };
}

function ofRows(rows: readonly Record<string, unknown>[], columns: string[]): ChartShape | undefined {
  if (rows.length < fewestPoints || rows.length > mostPoints) return undefined;
  const time = columns.find((column) => {
    const times = rows.map((row) => secondsOf(row[column]));
    return times.every(
      (at, index) =>
        at !== undefined && (index === 0 || at >= (times[index - 1] ?? Number.POSITIVE_INFINITY)),
    );
  });
  // Rows without a time have no order that a line could follow.
  if (time === undefined) return undefined;
  const lines = columns
    .filter((column) => column !== time && rows.some((row) => isNumber(row[column])))
    .filter((column) => rows.every((row) => row[column] == null || isNumber(row[column])))
    .slice(0, mostLines)
    .map((name) => ({
      name,
      values: rows.map((row) => (isNumber(row[name]) ? row[name] : null)),
    }));
  if (lines.length === 0) return undefined;
  return { isTime: true, x: rows.map((row) => secondsOf(row[time]) ?? 0), lines };
}

/** The chart in a value: a list of numbers, several of one length, or a table with a time and numbers. Undefined when there is none. */
export function chartShape(value: unknown): ChartShape | undefined {
  if (Array.isArray(value)) {
    const plain = ofNumbers(value, 'value');
    if (plain) return plain;
  } else if (typeof value === 'object' && value !== null) {
    const lists = Object.entries(value).flatMap(([name, part]): [string, number[]][] =>
      Array.isArray(part) && part.length > 0 && part.every(isNumber) ? [[name, part]] : [],
    );
    const length = lists[0]?.[1].length ?? 0;
    if (length >= fewestPoints && length <= mostPoints && lists.every(([, list]) => list.length === length)) {
      return {
        isTime: false,
        x: Array.from({ length }, (_, index) => index),
        lines: lists.slice(0, mostLines).map(([name, values]) => ({ name, values })),
      };
    }
  }
  const table = tableShape(value);
  return table && ofRows(table.rows, table.columns);
}
