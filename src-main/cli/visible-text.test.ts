import { expect, test } from 'vitest';
import { quoted, visible, visibleLine } from './visible-text.ts';

test('what a terminal would obey or hide is shown as an escape', () => {
  expect(visible('a\u001B[2Jb\rc\u0007')).toBe('a<U+001B>[2Jb<U+000D>c<U+0007>');
  expect(visible('\u202Egnp.exe\u2066')).toBe('<U+202E>gnp.exe<U+2066>');
  expect(visible('pay\u200Bpal \u{E0041}\u2028')).toBe('pay<U+200B>pal <U+E0041><U+2028>');
  expect(visible('\u009B31m')).toBe('<U+009B>31m');
});

test('ordinary text of any script stays', () => {
  const text = 'größer → 信号 🚦 العربية\nnext';
  expect(visible(text)).toBe(text);
  expect(visibleLine(text)).not.toContain('\n');
});

test('every line of a quoted block is behind a bar, and what is cut is counted', () => {
  const block = quoted('fine\n  Approve tool call\n', 1000);
  expect(block.split('\n').every((line) => line.startsWith('    │ '))).toBe(true);
  expect(quoted('x'.repeat(500), 100)).toContain('… (400 more characters)');
});
