import { applyEdits, modify, parse, type JSONPath, type ParseError } from 'jsonc-parser';

/** What the text of the arguments says. */
export type ArgumentReading =
  { ok: true; value: Record<string, unknown> } | { ok: false; problem: string; line: number };

const formatting = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first line that is wrong, from 1. */
function wrongLine(text: string): number {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  return text.slice(0, errors[0]?.offset ?? text.length).split('\n').length;
}

/** Reads the text; empty text is an empty object. */
export function readArguments(text: string): ArgumentReading {
  if (text.trim() === '') return { ok: true, value: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { ok: true, value };
    return { ok: false, problem: 'The arguments must be a JSON object: {…}.', line: 1 };
  } catch {
    const line = wrongLine(text);
    return { ok: false, problem: `Line ${line} is not valid JSON.`, line };
  }
}

/** The text for a value. */
export function writeArguments(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/**
 * Carries what changed in the form over into the text and touches nothing else: numbers too long for JavaScript,
 * the order of keys, and keys that the form does not know stay as they were typed.
 *
 * @param before what the form was given
 * @param after what the form gave back
 * @param shown the top-level keys the form shows; others are never removed
 */
export function editArguments(
  text: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  shown: ReadonlySet<string>,
): string {
  let result = text.trim() === '' ? '{}' : text;
  const set = (path: JSONPath, value: unknown, insert = false): void => {
    result = applyEdits(result, modify(result, path, value, { ...formatting, isArrayInsertion: insert }));
  };
  const visit = (path: JSONPath, old: unknown, now: unknown): void => {
    if (Object.is(old, now)) return;
    if (isObject(old) && isObject(now)) {
      for (const key of Object.keys(old)) {
        const gone = !Object.hasOwn(now, key) || now[key] === undefined;
        if (gone && old[key] !== undefined && (path.length > 0 || shown.has(key)))
          set([...path, key], undefined);
      }
      for (const [key, value] of Object.entries(now)) {
        if (value === undefined) continue;
        visit([...path, key], Object.hasOwn(old, key) ? old[key] : undefined, value);
      }
    } else if (Array.isArray(old) && Array.isArray(now)) visitArray(path, old, now);
    else set(path, now);
  };
  const visitArray = (path: JSONPath, old: unknown[], now: unknown[]): void => {
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
    const shorter = Math.min(old.length, now.length);
    let head = 0;
    while (head < shorter && same(old[head], now[head])) head += 1;
    let tail = 0;
    while (tail < shorter - head && same(old.at(-1 - tail), now.at(-1 - tail))) tail += 1;
    const common = shorter - head - tail;
    for (let i = 0; i < common; i += 1) visit([...path, head + i], old[head + i], now[head + i]);
    for (let i = old.length - tail - 1; i >= head + common; i -= 1) set([...path, i], undefined);
    for (let i = head + common; i < now.length - tail; i += 1) set([...path, i], now[i] ?? null, true);
  };
  visit([], before, after);
  return result;
}
