import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter, type SplitLine } from './line-splitter.ts';

function split(bytes: Buffer, cuts: readonly number[], longest = 1_000_000): SplitLine[] {
  const splitter = new LineSplitter(longest);
  const lines: SplitLine[] = [];
  let start = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    lines.push(...splitter.push(bytes.subarray(start, cut)));
    start = Math.max(start, cut);
  }
  return [...lines, ...splitter.end()];
}

test('wherever the chunks are cut, the lines are the same', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '').trim());
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(300)), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      const inside = cuts.map((cut) => Math.min(cut, bytes.length));
      expect(split(bytes, inside)).toEqual(
        lines.map((text) => ({ text: text.replace(/^\uFEFF/u, '').trim() })),
      );
    }),
  );
});

test('a line that is too long is dropped with its length, and the next one is whole', () => {
  const bytes = Buffer.from(`${'x'.repeat(50)}\nshort\n`);
  for (const cuts of [[], [5], [20, 49, 51]])
    expect(split(bytes, cuts, 20)).toEqual([{ dropped: 50 }, { text: 'short' }]);
});

test('the last line counts without a newline', () => {
  expect(split(Buffer.from('a\nb'), [])).toEqual([{ text: 'a' }, { text: 'b' }]);
});

test('64 MB in 16 KB chunks take no longer than a walk through them', () => {
  const splitter = new LineSplitter(100_000_000);
  const chunk = Buffer.alloc(16 * 1024, 0x78);
  const started = performance.now();
  for (let count = 0; count < 4_096; count += 1)
    for (const line of splitter.push(chunk)) expect(line).toBeUndefined();
  const lines = [...splitter.push(Buffer.from('\n'))];
  expect(lines).toHaveLength(1);
  // Copying what came so far with every chunk would take minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});
