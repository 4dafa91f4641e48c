import { UsageError } from './usage-error.ts';

/** Splits `key=value` at the first sign. Throws UsageError. */
export function splitPair(flag: string, text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(`${flag} ${text}: write it as key=value.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Reads `key=value` pairs whose values are plain text. A later pair replaces an earlier one. */
export function textPairs(flag: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.map((text) => splitPair(flag, text)));
}

/** Reads `Name: value` headers. */
export function headerPairs(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf(':');
      if (at <= 0) throw new UsageError(`--header ${text.split(':')[0]}: write it as 'Name: value'.`);
      return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }),
  );
}

/**
 * The arguments object of a tool call, as JSON text. Each value is JSON when it reads as JSON, else text; a property
 * that the tool's schema declares as a string is text in any case. The text of a JSON value is kept as typed, so that
 * large numbers stay exact.
 */
export function argumentsJsonOf(pairs: readonly string[], inputSchema: Record<string, unknown>): string {
  const members = new Map<string, string>();
  for (const pair of pairs) {
    const [key, value] = splitPair('--tool-arg', pair);
    members.set(key, valueAsJson(value, isString(inputSchema, key)));
  }
  return `{${[...members].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

function valueAsJson(value: string, declaredString: boolean): string {
  try {
    const parsed: unknown = JSON.parse(value);
    if (!declaredString || typeof parsed === 'string') return value.trim();
  } catch {
    // Not JSON, so it is text.
  }
  return JSON.stringify(value);
}

function isString(schema: Record<string, unknown>, key: string): boolean {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, key)) return false;
  const property: unknown = Reflect.get(properties, key);
  return typeof property === 'object' && property !== null && Reflect.get(property, 'type') === 'string';
}
