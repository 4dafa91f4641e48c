import { describe, expect, it } from 'vitest';
import { planForm, type SchemaNode } from './form-plan.ts';

const of = (properties: SchemaNode, more: SchemaNode = {}) =>
  planForm({ type: 'object', properties, ...more });
const field = (schema: SchemaNode, more: SchemaNode = {}) => {
  const plan = of({ x: schema }, more);
  return { ...Object(Reflect.get(Object(plan.schema['properties']), 'x')), ui: plan.uiSchema['x'] };
};

describe('the plan of a form', () => {
  it('gives every simple type its widget', () => {
    expect(field({ type: 'string', minLength: 2 })).toEqual({
      type: 'string',
      minLength: 2,
      ui: { 'ui:widget': 'text' },
    });
    expect(field({ type: 'integer', minimum: 1 })).toEqual({
      type: 'integer',
      minimum: 1,
      ui: { 'ui:widget': 'number' },
    });
    expect(field({ type: 'boolean' }).ui).toEqual({ 'ui:widget': 'checkbox' });
    expect(field({ enum: ['a', 'b', 'a'] })).toEqual({ enum: ['a', 'b'], ui: { 'ui:widget': 'select' } });
    expect(field({ type: 'array', items: { type: 'string' } }).ui).toEqual({
      items: { 'ui:widget': 'text' },
    });
  });

  it('lets a file be chosen for bytes in base64, and says which fields are files', () => {
    const plan = of({
      a: { type: 'string', contentEncoding: 'base64' },
      b: { type: 'string', format: 'byte' },
      c: { type: 'string', format: 'uri' },
    });
    expect(plan.uiSchema).toMatchObject({ a: { 'ui:widget': 'file' }, b: { 'ui:widget': 'file' } });
    expect([...plan.files]).toEqual(['a', 'b']);
  });

  it('offers each of several plain types', () => {
    expect(field({ type: ['boolean', 'string', 'null'] })).toMatchObject({
      anyOf: [
        { title: 'Yes or no', type: 'boolean' },
        { title: 'Text', type: 'string' },
      ],
    });
  });

  it('leaves to JSON what has no widget', () => {
    const json = { 'ui:field': 'json' };
    for (const schema of [{}, { type: 'object' }, { type: 'array' }, { not: {} }]) {
      expect(field(schema).ui).toEqual(json);
    }
  });

  it('sees through null, constants and references', () => {
    expect(field({ type: ['string', 'null'] }).type).toBe('string');
    expect(field({ anyOf: [{ type: 'number' }, { type: 'null' }], title: 'N' })).toMatchObject({
      type: 'number',
      title: 'N',
    });
    expect(field({ oneOf: [{ const: 'a' }, { const: 'b' }] }).enum).toEqual(['a', 'b']);
    expect(field({ $ref: '#/$defs/a~1b' }, { $defs: { 'a/b': { type: 'string' } } }).type).toBe('string');
    expect(field({ anyOf: [{ type: 'string' }, { type: 'number' }] }).anyOf).toHaveLength(2);
  });

  it('merges the parts of allOf', () => {
    const plan = planForm({
      allOf: [{ $ref: '#/$defs/a' }, { properties: { b: { type: 'number' } }, required: ['b'] }],
      $defs: { a: { properties: { a: { type: 'string' } } } },
    });
    expect([...plan.shown].toSorted()).toEqual(['a', 'b']);
    expect(plan.schema['required']).toEqual(['b']);
  });

  it('never resolves a reference outside of the schema', () => {
    for (const $ref of [
      'https://example.org/x.json',
      'file:///etc/passwd',
      '#/$defs/missing',
      'x#/a',
      '#/__proto__',
    ]) {
      expect(field({ $ref }).ui).toEqual({ 'ui:field': 'json' });
    }
  });

  it('stays small whatever the schema is', () => {
    const $defs: SchemaNode = { d40: { type: 'string' } };
    for (let i = 0; i < 40; i += 1) {
      const next = { $ref: `#/$defs/d${i + 1}` };
      $defs[`d${i}`] = { type: 'object', properties: { a: next, b: next } };
    }
    const doubling = of({ x: { $ref: '#/$defs/d0' } }, { $defs });
    expect(JSON.stringify(doubling).length).toBeLessThan(100_000);

    const endless = of({ x: { $ref: '#' } });
    expect(JSON.stringify(endless)).toContain('"ui:field":"json"');

    let deep: SchemaNode = { type: 'string' };
    for (let i = 0; i < 10_000; i += 1) deep = { type: 'object', properties: { a: deep } };
    expect(JSON.stringify(of({ x: deep })).length).toBeLessThan(10_000);

    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`p${i}`, { type: 'string' }]));
    expect(of(wide).noForm).toContain('too large');
  });

  it('leaves out names that every object answers to, and patterns that could explode', () => {
    const hostile = JSON.parse(
      '{"__proto__":{"type":"string"},"constructor":{"type":"string"},"ok":{"type":"string"}}',
    );
    expect([...of(hostile).shown]).toEqual(['ok']);
    expect(field({ type: 'string', pattern: '^(a+)+$' })).not.toHaveProperty('pattern');
    expect(field({ type: 'string', pattern: '^[a-z]+$' })).toHaveProperty('pattern');
  });

  it('makes an empty form of a tool without arguments', () => {
    expect(planForm({ type: 'object' })).toMatchObject({ schema: { properties: {} } });
    expect(planForm({ type: 'object' }).noForm).toBeUndefined();
  });
});
