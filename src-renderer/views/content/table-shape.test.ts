import { describe, expect, it } from 'vitest';
import { cellText, tableShape } from './table-shape.ts';

describe('finding the table in a result', () => {
  it('takes a list of objects, with every column that any row has', () => {
    expect(tableShape([{ a: 1 }, { a: 2, b: 'x' }])).toMatchObject({
      key: undefined,
      columns: ['a', 'b'],
      beside: [],
    });
  });

  it('takes the one list inside of an object and keeps what stands beside it', () => {
    expect(tableShape({ total: 3, matches: [{ path: 'a', line: 1 }] })).toMatchObject({
      key: 'matches',
      columns: ['path', 'line'],
      beside: [['total', 3]],
    });
  });

  it('makes no table of anything else', () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, i]));
    for (const value of [
      1,
      null,
      'x',
      [],
      [1, 2],
      [{ a: 1 }, 2],
      {},
      { a: [{ x: 1 }], b: [{ x: 1 }] },
      [wide],
      [{}],
    ]) {
      expect(tableShape(value)).toBeUndefined();
    }
  });

  it('writes cells as one line', () => {
    expect([undefined, 'a', 1, null, { a: [1] }].map(cellText)).toEqual(['', 'a', '1', 'null', '{"a":[1]}']);
  });
});
