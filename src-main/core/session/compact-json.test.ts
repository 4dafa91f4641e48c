import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactJsonObject } from './compact-json.ts';

test('takes out white space between tokens only, and keeps every digit and every key', () => {
  const text = '{\n  "a b": 12345678901234567890,\r\n\t"c": "two  spaces \\" and \\\\",\n "a b": 1.50 }';
  expect(compactJsonObject(text).json).toBe(
    '{"a b":12345678901234567890,"c":"two  spaces \\" and \\\\","a b":1.50}',
  );
});

test('gives the same value and one line for any object, however it is indented', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 4), (object, indent) => {
      const { json } = compactJsonObject(JSON.stringify(object, undefined, indent));
      expect(json).toBe(JSON.stringify(object));
      expect(json).not.toContain('\n');
    }),
  );
});

test('refuses what is no JSON object', () => {
  for (const text of ['', '[]', '1', 'null', '{', '"x"', '{"a":1,}']) {
    expect(() => compactJsonObject(text)).toThrow(expect.objectContaining({ code: 'invalid-arguments' }));
  }
});

test('is quick with a long string', () => {
  const { json } = compactJsonObject(`{ "text": ${JSON.stringify('x\\"'.repeat(2_000_000))} }`);
  expect(json.length).toBeGreaterThan(4_000_000);
});
