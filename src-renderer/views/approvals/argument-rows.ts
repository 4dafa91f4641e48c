/** One top-level argument of a call, as a person judges it. */
export interface ArgumentRow {
  name: string;
  /** Strings as they are; everything else as indented JSON. */
  text: string;
  kind: 'text' | 'json';
  /** Compared with what was allowed last; `before` is what it was then. */
  change: 'same' | 'changed' | 'added' | 'removed' | 'unknown';
  before?: string | undefined;
}

export interface ArgumentsReading {
  rows: ArgumentRow[];
  /**
   * True when the rows say everything that the bytes say. False for repeated keys, numbers that JavaScript cannot hold
   * and the like: the bytes must be shown then.
   */
  faithful: boolean;
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    // Just checked: an object that is no list has string keys.
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? String(value));

/** JSON without the white space between its tokens, nothing else changed. */
export function withoutSpaces(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_all, text: string | undefined) => text ?? '');
}

/** Text longer than this is not compared byte by byte; the bytes are offered instead. */
const comparable = 5_000_000;

/** Takes the arguments apart; undefined when they are no JSON object. */
export function readArguments(json: string, lastAllowed: string | undefined): ArgumentsReading | undefined {
  const now = parseObject(json);
  if (!now) return undefined;
  const before = lastAllowed === undefined ? undefined : parseObject(lastAllowed);
  const rows = Object.entries(now).map(([name, value]): ArgumentRow => {
    const row = { name, text: textOf(value), kind: typeof value === 'string' ? 'text' : 'json' } as const;
    if (!before) return { ...row, change: 'unknown' };
    if (!Object.hasOwn(before, name)) return { ...row, change: 'added' };
    const was = textOf(before[name]);
    return was === row.text ? { ...row, change: 'same' } : { ...row, change: 'changed', before: was };
  });
  for (const [name, value] of Object.entries(before ?? {})) {
    if (Object.hasOwn(now, name)) continue;
    rows.push({ name, text: '', kind: 'text', change: 'removed', before: textOf(value) });
  }
  const faithful = json.length <= comparable && JSON.stringify(now) === withoutSpaces(json);
  return { rows, faithful };
}
