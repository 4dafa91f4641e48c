import { expect, test } from 'vitest';
import { formatSpan, plural } from './units.ts';

test.each([
  [0.42, '0.4 ms'],
  [41.4, '41 ms'],
  [1250, '1.25 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [185_000, '3 min 5 s'],
  [7_440_000, '2 h 4 min'],
  [260_000_000, '3 days'],
])('%d ms reads as %s', (milliseconds, words) => {
  expect(formatSpan(milliseconds)).toBe(words);
});

test('one is not plural', () => {
  expect([plural(0, 'tool'), plural(1, 'tool'), plural(1200, 'tool')]).toEqual([
    '0 tools',
    '1 tool',
    '1,200 tools',
  ]);
});
