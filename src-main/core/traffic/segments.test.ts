import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Segments } from './segments.ts';

describe('Segments', () => {
  it('agrees with a plain list whatever is appended and removed', () => {
    const step = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 20 }), skip: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ remove: fc.integer({ min: 0, max: 120 }), length: fc.integer({ min: 0, max: 40 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const segments = new Segments();
        let plain: number[] = [];
        let last = 0;
        for (const one of steps) {
          if ('append' in one) {
            const first = last + 1 + one.skip;
            last = first + one.append - 1;
            segments.append(first, last);
            for (let seq = first; seq <= last; seq++) plain.push(seq);
          } else {
            const end = one.remove + one.length;
            segments.remove(one.remove, end);
            plain = plain.filter((seq) => seq < one.remove || seq > end);
          }
        }
        expect(segments.count).toBe(plain.length);
        expect(segments.first).toBe(plain[0]);
        expect(segments.slice(0, 1000)).toEqual(plain);
        expect(segments.slice(3, 4)).toEqual(plain.slice(3, 7));
        for (let seq = 0; seq <= last + 1; seq++) expect(segments.has(seq)).toBe(plain.includes(seq));
      }),
    );
  });

  it('refuses a position that was there before', () => {
    const segments = new Segments();
    segments.append(1, 5);
    expect(() => segments.append(5, 6)).toThrow(RangeError);
  });
});
