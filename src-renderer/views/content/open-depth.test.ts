import { expect, it } from 'vitest';
import { openDepth } from './open-depth.ts';

it('opens a small value whole and a large one only as far as it can be taken in', () => {
  const wide = (depth: number): unknown =>
    depth === 0 ? 1 : Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, wide(depth - 1)]));
  expect(openDepth({ a: { b: { c: 1 } } })).toBe(3);
  expect(openDepth(wide(3))).toBe(1);
  expect(openDepth([wide(1)])).toBe(3);
  expect(openDepth('text')).toBe(3);
});
