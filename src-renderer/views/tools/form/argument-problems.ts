import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import { longestMatched } from './pattern-budget.ts';

/** Something wrong with the arguments: where (names and positions from the root) and a sentence. */
export interface ArgumentProblem {
  path: string[];
  keyword: string;
  message: string;
}

/** Keywords whose error only says that a part inside is wrong; the part says it better. */
const wrappers = new Set(['properties', 'items', 'allOf', '$ref', 'additionalProperties', 'then', 'else']);

function pathOf(location: string): string[] {
  const steps = location.replace(/^#\/?/, '').split('/');
  return steps
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Without `undefined`, which JSON does not have, and with texts short enough for any pattern. */
function asJson(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'string' ? part.slice(0, longestMatched) : part,
    ),
  );
}

function limitOf(schema: unknown, location: string): unknown {
  let at: unknown = schema;
  for (const step of pathOf(location))
    at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
  return at;
}

function sentence(error: OutputUnit, schema: unknown): string {
  const found = limitOf(schema, error.keywordLocation);
  const limit = typeof found === 'string' ? found : (JSON.stringify(found) ?? '');
  switch (error.keyword) {
    case 'type':
      return `must be ${/^[aeiou]/.test(limit) ? 'an' : 'a'} ${limit}`;
    case 'enum':
    case 'const':
      return 'must be one of the given choices';
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'multipleOf':
      return `must be a multiple of ${limit}`;
    case 'minLength':
      return `needs at least ${limit} characters`;
    case 'maxLength':
      return `may have at most ${limit} characters`;
    case 'minItems':
      return `needs at least ${limit} entries`;
    case 'maxItems':
      return `may have at most ${limit} entries`;
    case 'pattern':
      return `must match ${limit}`;
    case 'format':
      return `must be a valid ${limit}`;
    case 'anyOf':
    case 'oneOf':
      return 'fits none of the possible shapes';
    default:
      return error.error;
  }
}

/**
 * Checks a value against a schema that {@link planForm} made (bounded, without references). No code is generated,
 * so the strictest Content-Security-Policy allows it.
 */
export function problemsOf(schema: object, value: unknown): ArgumentProblem[] {
  const data = asJson(value);
  if (data === undefined) return [];
  let errors: OutputUnit[];
  try {
    // The validator marks the schema it is given; ours is shared and may be frozen.
    const copy: Schema = structuredClone(schema);
    errors = new Validator(copy, '2020-12', false).validate(data).errors;
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return [{ path: [], keyword: 'schema', message: `The schema cannot be checked here: ${message}` }];
  }
  const choices = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map(({ keywordLocation }) => `${keywordLocation}/`);
  return errors
    .filter(({ keyword }) => !wrappers.has(keyword))
    .filter(({ keywordLocation }) => !choices.some((choice) => keywordLocation.startsWith(choice)))
    .map((error) => {
      const path = pathOf(error.instanceLocation);
      const missing = error.keyword === 'required' ? /property "(.*)"/s.exec(error.error)?.[1] : undefined;
      if (missing !== undefined)
        return { path: [...path, missing], keyword: 'required', message: 'is required' };
      return { path, keyword: error.keyword, message: sentence(error, schema) };
    });
}
