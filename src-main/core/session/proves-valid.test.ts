import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { provesValid } from './proves-valid.ts';

const object = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    load: { type: 'number', minimum: 0 },
    names: { type: 'array', items: { type: 'string', description: 'a name' } },
    kind: { enum: ['a', 'b', null] },
  },
  required: ['load'],
  additionalProperties: false,
};

test.each([
  [object, { load: 1.5, names: ['x'], kind: null }, true],
  [object, { load: -1 }, false],
  [object, { names: [] }, false],
  [object, { load: 1, other: 2 }, false],
  [object, { load: 1, names: ['x', 2] }, false],
  [object, JSON.parse('{"load":1,"__proto__":1}'), false],
  [{ type: 'integer' }, 2.5, false],
  [{ type: ['string', 'null'] }, null, true],
  [true, { anything: 1 }, true],
  [{ additionalProperties: { type: 'string' } }, { a: 'b' }, true],
])('%j over %j: %s', (schema, value, proven) => {
  expect(provesValid(schema, value)).toBe(proven);
});

test.each([
  { pattern: '(a+)+$' },
  { $ref: '#' },
  { anyOf: [{}] },
  { items: [{ type: 'string' }] },
  { minimum: 1, exclusiveMinimum: true },
  { enum: [{ a: 1 }] },
  { type: 'any' },
  { required: true },
  'no schema',
])('of %j nothing is said', (schema) => {
  expect(provesValid(schema, 5)).toBe(false);
});

test('a value too large to look through at once is left to the worker', () => {
  const schema = { type: 'array', items: { type: 'number' } };
  expect(provesValid(schema, Array(10_000).fill(1))).toBe(true);
  expect(provesValid(schema, Array(1_000_000).fill(1))).toBe(false);
  const long = { items: { enum: Array.from({ length: 1000 }, (_, index) => index) } };
  expect(provesValid(long, Array(10).fill(999))).toBe(true);
  expect(provesValid(long, Array(1000).fill(999))).toBe(false);
});

test('a schema that contains itself as deep as the stack proves nothing', () => {
  let schema: unknown = {};
  let value: unknown = [];
  for (let depth = 0; depth < 19_000; depth++) [schema, value] = [{ items: schema }, [value]];
  expect(() => provesValid(schema, value)).not.toThrow();
});

test('whatever it proves, the full check finds valid too', () => {
  const leaf = fc.constantFrom<object>(
    { type: 'string' },
    { type: 'integer' },
    { type: ['number', 'null'] },
    { enum: [1, 'x'] },
    { const: true },
    { minimum: 1 },
    { exclusiveMaximum: 2 },
    { minItems: 1 },
    { maxItems: 1 },
    { minLength: 2 },
    { maxLength: 1 },
    {},
  );
  const { schema } = fc.letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record(
        {
          type: fc.constantFrom('object', 'array', ['object', 'string']),
          properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { noNullPrototype: true }),
          required: fc.subarray(['a', 'b']),
          additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          items: tie('schema'),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    ),
  }));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(1, 2, 1.5, 'x', '🚂', 'xy', null, true),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
  }));
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });
  fc.assert(
    fc.property(schema, value, (given, of) => {
      expect(provesValid(given, of)).toBe(ajv.validate(given, of));
    }),
    { numRuns: 500 },
  );
});
