import { describe, expect, it } from 'vitest';
import { isAffordablePattern } from './pattern-budget.ts';
import { problemsOf } from './argument-problems.ts';
import { schemaValidator } from './schema-validator.ts';

const schema = {
  type: 'object',
  required: ['query'],
  properties: {
    query: { type: 'string', minLength: 2, pattern: '^[a-z]+$' },
    limit: { type: 'integer', minimum: 1, maximum: 10 },
    tags: { type: 'array', items: { type: 'string' } },
    either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    'a/b': { type: 'string', format: 'email' },
  },
};

describe('the check of the arguments', () => {
  it('says nothing about what is right', () => {
    expect(problemsOf(schema, { query: 'abc', limit: 3, tags: ['x'], either: 1, extra: true })).toEqual([]);
    expect(problemsOf(schema, undefined)).toEqual([]);
    expect(problemsOf(schema, { query: 'abc', limit: undefined })).toEqual([]);
  });

  it('names the place and the reason, once', () => {
    expect(problemsOf(schema, {})).toEqual([
      { path: ['query'], keyword: 'required', message: 'is required' },
    ]);
    expect(problemsOf(schema, { query: 'abc', limit: 0 })).toEqual([
      { path: ['limit'], keyword: 'minimum', message: 'must be at least 1' },
    ]);
    expect(problemsOf(schema, { query: 'abc', tags: [1] })).toEqual([
      { path: ['tags', '0'], keyword: 'type', message: 'must be a string' },
    ]);
    expect(problemsOf(schema, { query: 'abc', either: [] })).toEqual([
      { path: ['either'], keyword: 'anyOf', message: 'fits none of the possible shapes' },
    ]);
    expect(problemsOf(schema, { query: 'abc', 'a/b': 'x' })[0]?.path).toEqual(['a/b']);
  });

  it('checks frozen schemas and leaves them as they were', () => {
    const frozen = Object.freeze({ ...schema });
    expect(problemsOf(frozen, {})).toHaveLength(1);
    expect(Object.getOwnPropertyNames(schema)).toEqual(['type', 'required', 'properties']);
  });

  it('reports a schema that cannot be checked instead of throwing', () => {
    expect(problemsOf({ $ref: '#/nowhere' }, {})[0]?.message).toContain('cannot be checked');
  });

  it('serves the form library', () => {
    const { errors, errorSchema } = schemaValidator.validateFormData(
      { query: 'A' },
      { type: 'object', properties: { query: { type: 'string', minLength: 2, pattern: '^[a-z]+$' } } },
    );
    expect(errors.map((error) => error.property)).toEqual(['.query', '.query']);
    expect(errorSchema).toHaveProperty('query.__errors');
    expect(schemaValidator.isValid({ type: 'string' }, 'x', {})).toBe(true);
    expect(schemaValidator.isValid({ type: 'string' }, 1, {})).toBe(false);
  });

  it('tries only patterns that cannot explode', () => {
    const bad = ['^(a+)+$', '(x*)*', '(a|a)*b', '(.*)\\1', 'a*b*c*d*e', '(', 'x'.repeat(400), '(a{1,9}){9}'];
    for (const pattern of bad) expect([pattern, isAffordablePattern(pattern)]).toEqual([pattern, false]);
    for (const pattern of ['^[a-z]+$', '^\\d{4}-\\d{2}$', '^(a|b)$', '^\\(x\\)+$', '^[)*]+$']) {
      expect([pattern, isAffordablePattern(pattern)]).toEqual([pattern, true]);
    }
  });
});
