import { describe, expect, it } from 'vitest';
import { initialArguments } from './argument-defaults.ts';

describe('the arguments a form begins with', () => {
  it('takes defaults, also false, 0 and null', () => {
    const properties = {
      a: { default: 0 },
      b: { default: false },
      c: { default: null },
      d: { type: 'string' },
    };
    expect(initialArguments({ properties })).toEqual({ a: 0, b: false, c: null });
  });

  it('fills what is required and has one meaning only', () => {
    const properties = {
      on: { type: 'boolean' },
      k: { const: 'v' },
      e: { enum: ['one'] },
      s: { type: 'string' },
    };
    expect(initialArguments({ properties, required: ['on', 'k', 'e', 's'] })).toEqual({
      on: false,
      k: 'v',
      e: 'one',
    });
    expect(initialArguments({ properties })).toEqual({});
  });

  it('looks into required objects, and not without end', () => {
    const inner = { type: 'object', properties: { a: { default: 1 } } };
    expect(initialArguments({ properties: { o: inner }, required: ['o'] })).toEqual({ o: { a: 1 } });
    const loop: Record<string, unknown> = { type: 'object', required: ['l'] };
    loop['properties'] = { l: loop, a: { default: 1 } };
    expect(JSON.stringify(initialArguments(loop)).length).toBeLessThan(200);
  });

  it('leaves out a default too large to be meant, and survives odd schemas', () => {
    expect(initialArguments({ properties: { a: { default: 'x'.repeat(200_000) } } })).toEqual({});
    expect(initialArguments({ properties: 'no', required: 3 })).toEqual({});
    expect(initialArguments(JSON.parse('{"properties":{"__proto__":{"default":1}}}'))).toEqual({});
  });
});
