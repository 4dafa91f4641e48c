import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineSplitter, type Line, type LineSplitterOptions } from './line-splitter.ts';

function split(chunks: (string | Uint8Array)[], options: Partial<LineSplitterOptions> = {}): Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter({ onLine: (line) => lines.push(line), ...options });
  for (const [at, chunk] of chunks.entries()) splitter.push(Buffer.from(chunk), at);
  splitter.end();
  return lines;
}

const text = (line: Line): string => Buffer.from(line.bytes).toString();

describe('LineSplitter', () => {
  test('tells the three endings apart, also when CR and LF come in different chunks', () => {
    const lines = split(['a\nb\r\nc\r', '\nd\r']);
    expect(lines.map((line) => [text(line), line.ending])).toEqual([
      ['a', 'lf'],
      ['b', 'crlf'],
      ['c', 'crlf'],
      ['d\r', 'none'],
    ]);
  });

  test('keeps blank lines, and makes no line of an empty rest', () => {
    expect(split(['\n\r\n', '\n']).map((line) => line.ending)).toEqual(['lf', 'crlf', 'lf']);
    expect(split([])).toEqual([]);
  });

  test('stamps a line with the time of the chunk that ended it', () => {
    expect(split(['a', 'b', 'c\nd\n', 'e']).map((line) => line.time)).toEqual([2, 2, 3]);
  });

  test('gives the same lines however the bytes are cut', () => {
    const bytes = fc
      .uint8Array({ maxLength: 60 })
      .map((raw) => raw.map((byte) => [10, 13, 97, 0xe2][byte % 4] ?? 0));
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(60), { maxLength: 8 }), (whole, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut <= whole.length), whole.length].toSorted((a, b) => a - b);
        const chunks = at.slice(1).map((end, index) => whole.slice(at[index], end));
        const plain = (line: Line): unknown => [[...line.bytes], line.ending];
        expect(split(chunks).map(plain)).toEqual(split([whole]).map(plain));
        const joined = split(chunks).map((line) =>
          Buffer.concat([line.bytes, Buffer.from({ lf: '\n', crlf: '\r\n', none: '' }[line.ending])]),
        );
        expect(Buffer.concat(joined)).toEqual(Buffer.from(whole));
      }),
    );
  });

  test('a line of exactly the cap passes; one byte more is clipped, counted and spooled', () => {
    const spooled: Uint8Array[] = [];
    const options = { maxBytes: 100_000, spool: (chunk: Uint8Array) => void spooled.push(chunk) };
    const long = 'x'.repeat(100_000);
    expect(split([long, '\n'], options)[0]?.oversize).toBeUndefined();
    expect(spooled).toEqual([]);
    const [clipped, next] = split([long, 'yz', 'w\r', '\nnext\n'], options);
    expect(clipped).toMatchObject({ ending: 'crlf', oversize: { size: 100_003 } });
    expect(clipped?.bytes.length).toBe(65_536);
    expect(Buffer.concat(spooled).toString()).toBe(`${long}yzw\r`);
    expect(next && text(next)).toBe('next');
    expect(next?.oversize).toBeUndefined();
  });

  test('shows what waits for its newline', () => {
    const splitter = new LineSplitter({ onLine: () => undefined });
    splitter.push(Buffer.from('a\nLoad'), 1);
    splitter.push(Buffer.from('ing'), 2);
    expect(splitter.pendingBytes).toBe(7);
    expect(Buffer.from(splitter.pending(5)).toString()).toBe('Loadi');
    expect(Buffer.from(splitter.pending(100)).toString()).toBe('Loading');
    splitter.push(Buffer.from('\n'), 3);
    expect(splitter.pendingBytes).toBe(0);
  });

  test('takes linear time on one line in many chunks', () => {
    const chunk = Buffer.alloc(1024, 97);
    const time = (chunks: number): number => {
      const splitter = new LineSplitter({ onLine: () => undefined });
      const began = performance.now();
      for (let at = 0; at < chunks; at += 1) splitter.push(chunk, 0);
      splitter.push(Buffer.from('\n'), 0);
      return performance.now() - began;
    };
    time(2000);
    // Sixteen times the bytes: quadratic work would take 256 times as long.
    expect(time(48_000) / Math.max(time(3000), 1)).toBeLessThan(100);
  });
});
