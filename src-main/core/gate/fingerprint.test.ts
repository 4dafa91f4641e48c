import { assert, jsonValue, pre, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Tool } from '#contract/inventory.ts';
import { canonicalJson } from './canonical-json.ts';
import { definitionText, toolFingerprint } from './fingerprint.ts';

const tool: Tool = {
  name: 'a',
  description: 'b',
  inputSchema: { type: 'object', properties: { x: { type: 'string' } } },
};

function shuffleKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffleKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, shuffleKeys(item)]),
  );
}

test('canonical JSON says the same value, whatever the order of keys, compact or indented', () => {
  assert(
    property(jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(shuffleKeys(value))).toBe(text);
      expect(JSON.parse(canonicalJson(value, 2))).toEqual(JSON.parse(text));
    }),
  );
});

test('different values have different canonical JSON', () => {
  assert(
    property(jsonValue(), jsonValue(), (a, b) => {
      const same = JSON.stringify(shuffleKeys(a)) === JSON.stringify(shuffleKeys(b));
      pre(!same);
      let equal = true;
      try {
        expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
      } catch {
        equal = false;
      }
      expect(canonicalJson(a) === canonicalJson(b)).toBe(equal);
    }),
  );
});

test.each<[string, Partial<Tool>]>([
  ['name', { name: 'c' }],
  ['title', { title: 'c' }],
  ['description', { description: 'c' }],
  ['inputSchema', { inputSchema: { type: 'object' } }],
  ['outputSchema', { outputSchema: {} }],
  ['annotations', { annotations: { readOnlyHint: true } }],
])('%s is part of what was allowed', (_, change) => {
  expect(toolFingerprint({ ...tool, ...change })).not.toBe(toolFingerprint(tool));
});

test('an icon is not', () => {
  expect(toolFingerprint({ ...tool, icons: [{ src: 'x' }] })).toBe(toolFingerprint(tool));
});

test('a schema nested 200,000 deep has a fingerprint and a text', () => {
  let inputSchema: Record<string, unknown> = {};
  for (let i = 0; i < 200_000; i += 1) inputSchema = { a: inputSchema };
  expect(toolFingerprint({ ...tool, inputSchema })).toMatch(/^[0-9a-f]{64}$/);
  expect(definitionText({ ...tool, inputSchema: { a: { b: 1 } } })).toContain('"b": 1');
});

test('a key named __proto__ counts', () => {
  const parsed: Record<string, unknown> = JSON.parse('{"__proto__": {"type": "string"}}');
  expect(toolFingerprint({ ...tool, inputSchema: parsed })).not.toBe(
    toolFingerprint({ ...tool, inputSchema: {} }),
  );
});
