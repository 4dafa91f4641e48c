/** A number that is watched: where it stands, and what it was. */
export interface NumericSeries {
  /** `cpu.load[0]` */
  path: string;
  /** Seconds since 1970. */
  times: number[];
  values: number[];
}

/** Numbers followed at most, values kept of each, and how deep they are looked for. */
const mostSeries = 24;
const mostValues = 600;
const deepest = 5;
const longestList = 8;

/** The numbers in a JSON text, by where they stand. Long lists are left out: their entries change places. */
export function numbersIn(text: string): Map<string, number> {
  const found = new Map<string, number>();
  function visit(value: unknown, path: string, depth: number): void {
    if (found.size >= mostSeries) return;
    if (typeof value === 'number' && Number.isFinite(value)) found.set(path === '' ? 'value' : path, value);
    else if (Array.isArray(value)) {
      if (value.length > longestList || depth >= deepest || !value.every((one) => typeof one === 'number'))
        return;
      for (const [index, one] of value.entries()) visit(one, `${path}[${String(index)}]`, depth + 1);
    } else if (typeof value === 'object' && value !== null && depth < deepest) {
      for (const [name, one] of Object.entries(value))
        visit(one, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  }
  try {
    visit(JSON.parse(text), '', 0);
  } catch {
    // A text that is no JSON has no numbers that could be followed.
  }
  return found;
}

/** The history with one more reading. `time` in milliseconds since 1970. */
export function addReading(
  history: readonly NumericSeries[],
  numbers: ReadonlyMap<string, number>,
  time: number,
): NumericSeries[] {
  const known = new Map(history.map((series) => [series.path, series]));
  for (const [path, value] of numbers) {
    const before = known.get(path);
    if (!before && known.size >= mostSeries) continue;
    known.set(path, {
      path,
      times: [...(before?.times ?? []), time / 1000].slice(-mostValues),
      values: [...(before?.values ?? []), value].slice(-mostValues),
    });
  }
  return [...known.values()];
}

/** True once a number has changed while it was watched. */
export const hasChanged = ({ values }: NumericSeries): boolean => values.some((value) => value !== values[0]);
