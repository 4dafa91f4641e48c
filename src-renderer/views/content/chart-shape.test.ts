import { describe, expect, it } from 'vitest';
import { chartShape } from './chart-shape.ts';

describe('the chart in a value', () => {
  it('is a list of numbers by its positions', () => {
    expect(chartShape([3, 1, 2])).toEqual({
      isTime: false,
      x: [0, 1, 2],
      lines: [{ name: 'value', values: [3, 1, 2] }],
    });
  });

  it('is a table by its time, with a gap where a number is missing', () => {
    const rows = [
      { at: '2026-01-01T00:00:00Z', cpu: 1, host: 'a' },
      { at: '2026-01-01T00:00:01Z', cpu: null, host: 'a' },
      { at: '2026-01-01T00:00:02Z', cpu: 3, host: 'a' },
    ];
    const shape = chartShape({ rows });
    expect(shape?.isTime).toBe(true);
    expect(shape?.lines).toEqual([{ name: 'cpu', values: [1, null, 3] }]);
    expect(shape?.x[1]).toBe(Date.parse('2026-01-01T00:00:01Z') / 1000);
  });

  it('is several lists of one length side by side', () => {
    expect(chartShape({ a: [1, 2, 3], b: [4, 5, 6], name: 'x' })?.lines.map(({ name }) => name)).toEqual([
      'a',
      'b',
    ]);
  });

  it.each([
    [[1, 2]],
    [['a', 'b', 'c']],
    [{ a: [1, 2, 3], b: [1] }],
    ['text'],
    [null],
    [[{ a: 'x' }, {}, {}]],
  ])('is none in %j', (value) => {
    expect(chartShape(value)).toBeUndefined();
  });
});
