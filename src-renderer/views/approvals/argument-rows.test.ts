import { expect, test } from 'vitest';
import { readArguments, withoutSpaces } from './argument-rows.ts';

test('each argument says what changed since it was last allowed', () => {
  const reading = readArguments(
    '{"pid":48213,"signal":"TERM","note":"x"}',
    '{"pid":47001,"signal":"TERM","force":true}',
  );
  expect(reading?.rows.map((row) => [row.name, row.change, row.before])).toEqual([
    ['pid', 'changed', '47001'],
    ['signal', 'same', undefined],
    ['note', 'added', undefined],
    ['force', 'removed', 'true'],
  ]);
});

test('the text "1" and the number 1 look alike but a text never hides its line breaks', () => {
  const reading = readArguments('{"a":"one\\ntwo","b":{"c":[1]}}', undefined);
  expect(reading?.rows.map((row) => [row.kind, row.text, row.change])).toEqual([
    ['text', 'one\ntwo', 'unknown'],
    ['json', '{\n  "c": [\n    1\n  ]\n}', 'unknown'],
  ]);
});

test.each([
  ['{"path":"/tmp/a","path":"/etc/passwd"}', 'a key twice'],
  ['{"id":12345678901234567890}', 'a number that JavaScript rounds'],
  ['{"id":1.0}', 'a number written another way'],
  ['{"a":"\\u0041"}', 'an escape'],
])('%s is not told by the rows alone: %s', (json) => {
  expect(readArguments(json, undefined)?.faithful).toBe(false);
});

test('white space between tokens is no difference, white space in a text is', () => {
  expect(readArguments('{ "a" : "x  y" ,\n "b": [ 1, 2 ] }', undefined)?.faithful).toBe(true);
  expect(withoutSpaces('{ "a \\" b" : 1 }')).toBe('{"a \\" b":1}');
});

test('what is no object has no rows', () => {
  expect([
    readArguments('[1]', undefined),
    readArguments('{', undefined),
    readArguments('null', undefined),
  ]).toEqual([undefined, undefined, undefined]);
});

test('keys of the language are ordinary names', () => {
  const reading = readArguments('{"__proto__":1,"constructor":"x"}', '{}');
  expect(reading?.rows.map((row) => [row.name, row.change])).toEqual([
    ['__proto__', 'added'],
    ['constructor', 'added'],
  ]);
});
