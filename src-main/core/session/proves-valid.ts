/** Values looked at before the worker is asked instead: beyond this it could be felt. */
const maxSteps = 20_000;

/** Keywords that say nothing about whether a value is valid (JSON Schema 2020-12; formats are not checked here). */
const annotations = new Set([
  '$schema',
  '$comment',
  '$defs',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'format',
]);

type Members = Record<string, unknown>;
/** True when a value passes the keyword. Throws {@link Unsure} for what is beyond this module. */
type Rule = (given: unknown, value: unknown, schema: Members, steps: { left: number }) => boolean;

class Unsure extends Error {}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPrimitive = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** A schema may be as large as a value: lists in it count too. */
function spend(steps: { left: number }, count: number): void {
  steps.left -= count;
  if (steps.left < 0) throw new Unsure();
}

/** A keyword that bounds a number of the value; `undefined` when the value has no such number. */
function limit(
  measure: (value: unknown) => number | undefined,
  passes: (value: number, given: number) => boolean,
): Rule {
  return (given, value) => {
    if (typeof given !== 'number') throw new Unsure();
    const measured = measure(value);
    return measured === undefined || passes(measured, given);
  };
}

const isAtLeast = (value: number, given: number): boolean => value >= given;
const isAtMost = (value: number, given: number): boolean => value <= given;
const itself = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const items = (value: unknown): number | undefined => (Array.isArray(value) ? value.length : undefined);

function characters(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  // They are counted one by one.
  if (value.length > 1000) throw new Unsure();
  // oxlint-disable-next-line typescript/no-misused-spread -- JSON Schema counts code points, which is what this gives
  return [...value].length;
}

const rules = new Map<string, Rule>([
  ['type', (given, value) => (Array.isArray(given) ? given : [given]).some((type) => isOfType(value, type))],
  [
    'enum',
    (given, value, _schema, steps) => {
      if (!Array.isArray(given)) throw new Unsure();
      spend(steps, given.length);
      if (!given.every(isPrimitive)) throw new Unsure();
      return given.includes(value);
    },
  ],
  [
    'const',
    (given, value) => {
      if (!isPrimitive(given)) throw new Unsure();
      return given === value;
    },
  ],
  ['minimum', limit(itself, isAtLeast)],
  ['maximum', limit(itself, isAtMost)],
  ['exclusiveMinimum', limit(itself, (value, given) => value > given)],
  ['exclusiveMaximum', limit(itself, (value, given) => value < given)],
  ['minItems', limit(items, isAtLeast)],
  ['maxItems', limit(items, isAtMost)],
  ['minLength', limit(characters, isAtLeast)],
  ['maxLength', limit(characters, isAtMost)],
  [
    'required',
    (given, value, _schema, steps) => {
      if (!Array.isArray(given)) throw new Unsure();
      spend(steps, given.length);
      return !isObject(value) || given.every((name) => Object.hasOwn(value, String(name)));
    },
  ],
  [
    'properties',
    (given, value, _schema, steps) => {
      if (!isObject(given)) throw new Unsure();
      if (!isObject(value)) return true;
      for (const name in given) {
        spend(steps, 1);
        if (Object.hasOwn(given, name) && Object.hasOwn(value, name)) {
          if (!passes(given[name], value[name], steps)) return false;
        }
      }
      return true;
    },
  ],
  [
    'additionalProperties',
    (given, value, schema, steps) => {
      const known = schema['properties'] ?? {};
      if (!isObject(known)) throw new Unsure();
      if (!isObject(value) || given === true) return true;
      const names = Object.keys(value);
      spend(steps, names.length);
      return names.every((name) => Object.hasOwn(known, name) || passes(given, value[name], steps));
    },
  ],
  [
    'items',
    (given, value, _schema, steps) => {
      // In older dialects a list is a tuple.
      if (Array.isArray(given)) throw new Unsure();
      return !Array.isArray(value) || value.every((item) => passes(given, item, steps));
    },
  ],
]);

/**
 * True when a value is certainly valid under a schema, found out in no time and without running anything of the
 * schema's: only for schemas of plain keywords (no pattern, no reference, no combination) and values of bounded size.
 * False says nothing: then the schema has to be checked in full.
 */
export function provesValid(schema: unknown, value: unknown): boolean {
  try {
    return passes(schema, value, { left: maxSteps });
  } catch {
    // Unsure, or nested deeper than the stack.
    return false;
  }
}

function passes(schema: unknown, value: unknown, steps: { left: number }): boolean {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) throw new Unsure();
  spend(steps, 1);
  for (const keyword in schema) {
    const rule = rules.get(keyword);
    if (rule) {
      if (!rule(schema[keyword], value, schema, steps)) return false;
    } else if (!annotations.has(keyword)) throw new Unsure();
  }
  return true;
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      throw new Unsure();
  }
}
