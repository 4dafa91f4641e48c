import { expect, test } from 'vitest';
import { argumentsJsonOf, headerPairs, splitPair, textPairs } from './pairs.ts';
import { UsageError } from './usage-error.ts';

test('a pair is split at its first sign', () => {
  expect(splitPair('--tool-arg', 'a=b=c')).toEqual(['a', 'b=c']);
  expect(textPairs('-e', ['A=1', 'B=', 'A=2'])).toEqual({ A: '2', B: '' });
});

test.each(['novalue', '=x', ''])('“%s” is no pair', (text) => {
  expect(() => splitPair('-e', text)).toThrow(UsageError);
});

test('headers are split at the first colon; a wrong one is named without its value', () => {
  expect(headerPairs(['Authorization: Bearer a:b', 'X:1'])).toEqual({ Authorization: 'Bearer a:b', X: '1' });
  expect(() => headerPairs(['no header'])).toThrow(UsageError);
});

test('values that read as JSON are JSON, others are text', () => {
  const json = argumentsJsonOf(
    ['n=1', 'b=true', 'o={"x": [1]}', 't=hello', 'q="quoted"', 'z=null', 'e='],
    {},
  );
  expect(JSON.parse(json)).toEqual({ n: 1, b: true, o: { x: [1] }, t: 'hello', q: 'quoted', z: null, e: '' });
});

test('what the schema calls a string is text in any case', () => {
  const schema = { properties: { text: { type: 'string' }, n: { type: 'integer' } } };
  expect(JSON.parse(argumentsJsonOf(['text=12', 'n=12'], schema))).toEqual({ text: '12', n: 12 });
  expect(JSON.parse(argumentsJsonOf(['text="12"'], schema))).toEqual({ text: '12' });
});

test('large numbers stay as typed, and a later pair replaces an earlier one', () => {
  expect(argumentsJsonOf(['id=12345678901234567890', 'x=1', 'x=2'], {})).toBe(
    '{"id":12345678901234567890,"x":2}',
  );
});

test('names of Object.prototype are ordinary names', () => {
  const json = argumentsJsonOf(['__proto__=1', 'constructor=2'], { properties: {} });
  expect(json).toBe('{"__proto__":1,"constructor":2}');
});
