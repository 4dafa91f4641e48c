import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it('leaves ordinary text of any language alone', () => {
    const text = 'Zürich, 東京, شکریہ, ❤️ – “quotes” \\u{1}';
    expect(visibleText(text)).toBe(text);
  });

  it.each([
    ['an ANSI escape', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a right-to-left override', 'a\u202etxt.exe', 'a\\u{202e}txt.exe'],
    ['an isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a zero-width space and joiner', 'a\u200bb\u200dc', 'a\\u{200b}b\\u{200d}c'],
    ['a byte-order mark', '\ufeffx', '\\u{feff}x'],
    ['tag characters', 'hi\u{e0041}\u{e0042}', 'hi\\u{e0041}\\u{e0042}'],
    ['a hidden variation selector', 'x\u{e0101}', 'x\\u{e0101}'],
    ['a C1 control', 'a\u009bb', 'a\\u{9b}b'],
    ['a Hangul filler', 'a\u3164b', 'a\\u{3164}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['NUL and DEL', '\u0000\u007f', '\\u{0}\\u{7f}'],
    ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
    ['line ends and tabs', 'a\r\n\tb', 'a\\r\\n\\tb'],
  ])('shows %s as an escape', (_name, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('keeps line feeds and tabs for a view of several lines, but no carriage return', () => {
    expect(visibleText('a\n\tb\rc', { lines: true })).toBe('a\n\tb\\rc');
  });

  it('gives one line without controls for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u,
        );
      }),
    );
  });
});
