import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { StderrTail } from './stderr-tail.ts';

function tailOf(chunks: (string | Uint8Array)[], limits = {}): string[] {
  const tail = new StderrTail(limits);
  for (const chunk of chunks) tail.push(Buffer.from(chunk));
  return tail.lines();
}

test('keeps the last lines, the open one too', () => {
  expect(tailOf(['a\nb\nc\nd'], { maxLines: 3 })).toEqual(['b', 'c', 'd']);
});

test('joins a character that was cut between chunks', () => {
  const bytes = Buffer.from('grün\r\n');
  expect(tailOf([bytes.subarray(0, 3), bytes.subarray(3)])).toEqual(['grün']);
});

test('leaves out blank lines at the end, not between', () => {
  expect(tailOf(['a\n\nb\n\n \n'])).toEqual(['a', '', 'b']);
});

test('keeps the beginning of a line without end, and reads any bytes', () => {
  const [line, ...rest] = tailOf([Buffer.alloc(1_000_000, 0xff), 'x'], { maxLineBytes: 100 });
  expect(line).toBe('\uFFFD'.repeat(100));
  expect(rest).toEqual([]);
});

test('does not hold on to the chunks it was given', () => {
  const chunk = Buffer.from('first\n');
  const tail = new StderrTail();
  tail.push(chunk);
  chunk.fill(0);
  expect(tail.lines()).toEqual(['first']);
});
