import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDeeperThan, parseJsonLine } from './parse-json.ts';

const parse = (text: string, maxDepth?: number): ReturnType<typeof parseJsonLine> =>
  parseJsonLine(Buffer.from(text), maxDepth === undefined ? {} : { maxDepth });

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('parseJsonLine', () => {
  test('reads any JSON value as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parse(json)).toEqual({ ok: true, value: JSON.parse(json), flags: [] });
      }),
    );
  });

  test('says what is no JSON, for every prefix of a message', () => {
    const message = '{"jsonrpc":"2.0","id":1,"result":{"a":[1,"x\\"y"]}}';
    for (let end = 1; end < message.length; end += 1) {
      expect(parse(message.slice(0, end))).toEqual({ ok: false, problem: 'not-json', flags: [] });
    }
  });

  test('flags a byte-order mark, invalid UTF-8 and blank lines', () => {
    expect(parse('\uFEFF{}')).toEqual({ ok: true, value: {}, flags: ['byte-order-mark'] });
    expect(parse(' \t\r')).toEqual({ ok: false, problem: 'not-json', flags: ['blank-line'] });
    expect(parseJsonLine(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({
      ok: true,
      value: '\uFFFD',
      flags: ['invalid-utf8'],
    });
  });

  test('does not touch Object.prototype', () => {
    expect(parse('{"__proto__":{"polluted":true},"constructor":1}').ok).toBe(true);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('the measure of depth', () => {
  test('agrees with a walk over the value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.nat(10), (json, limit) => {
        // Padded, because nothing shorter than the limit can be deeper than it.
        const padded = Buffer.from(json + ' '.repeat(limit + 1));
        expect(isDeeperThan(padded, limit)).toBe(depthOf(JSON.parse(json)) > limit);
      }),
      { numRuns: 500 },
    );
  });

  test('does not count brackets inside strings, however they are escaped and however long they are', () => {
    const texts = [
      '[[[[',
      '\\',
      '"',
      '\\"[[[',
      '\\\\',
      `${'x'.repeat(46)}\\`,
      `${'x'.repeat(200)}"[[[\\"[[`,
      '\\'.repeat(97),
    ];
    for (const first of texts) {
      for (const second of texts) {
        const json = JSON.stringify([first, { [second]: first }]);
        expect(parse(json, 2).ok).toBe(true);
        expect(parse(json, 1)).toMatchObject({ ok: false, problem: 'too-deep' });
      }
    }
  });

  test('accepts exactly the limit', () => {
    expect(parse('['.repeat(1000) + ']'.repeat(1000)).ok).toBe(true);
    expect(parse('['.repeat(1001) + ']'.repeat(1001))).toEqual({
      ok: false,
      problem: 'too-deep',
      flags: ['too-deep'],
    });
    expect(parse('{"a":'.repeat(300_000)).ok).toBe(false);
  });

  test('costs less than JSON.parse on a large message of small values', () => {
    const item = { name: 'a tool', id: 12, tags: ['x', 'y'], nested: { text: 'some words "quoted" here' } };
    const bytes = Buffer.from(JSON.stringify(Array.from({ length: 80_000 }, () => item)));
    const best = (work: () => void): number =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const began = performance.now();
          work();
          return performance.now() - began;
        }),
      );
    const parsing = best(() => JSON.parse(bytes.toString()));
    expect(best(() => isDeeperThan(bytes, 1000))).toBeLessThan(parsing);
  });
});
