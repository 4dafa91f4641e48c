import { expect, test } from 'vitest';
import { lineDifference, spreadJson } from './line-difference.ts';

const show = (before: string, after: string): string[] =>
  lineDifference(before, after).map((line) => `${line.mark}${line.text}`);

test('only what changed is marked', () => {
  expect(show('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', '+d']);
});

test('nothing changed, nothing marked', () => {
  expect(show('a\nb', 'a\nb')).toEqual([' a', ' b']);
});

test('both sides can be put together again', () => {
  const [before, after] = ['1\n2\n3\n4\n5', '0\n2\n4\n4\n6'];
  const lines = lineDifference(before, after);
  expect(
    lines
      .filter((line) => line.mark !== '+')
      .map((line) => line.text)
      .join('\n'),
  ).toBe(before);
  expect(
    lines
      .filter((line) => line.mark !== '-')
      .map((line) => line.text)
      .join('\n'),
  ).toBe(after);
});

test('a very long definition is given whole instead of freezing the window', () => {
  const long = Array.from({ length: 5000 }, (_, index) => `line ${String(index)}`).join('\n');
  expect(lineDifference(long, `${long}\nmore`)).toHaveLength(10_001);
});

test('JSON is spread over lines, other text stays', () => {
  expect(spreadJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(spreadJson('not json')).toBe('not json');
});
