import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedBytesPattern } from './folded-bytes.ts';
import { lineHits } from './line-hits.ts';
import { oddCharacters } from '../testing/odd-characters.ts';
import { compileMatcher } from './line-matcher.ts';
import type { SearchRequest } from './search-request.ts';

const plain: SearchRequest = {
  query: 'cat',
  regex: false,
  caseSensitive: false,
  wholeWord: false,
  extensions: [],
  contextLines: 0,
  gitignore: false,
  maxResults: 100,
  maxFileBytes: 1000,
};

function linesWith(text: string, request: Partial<SearchRequest>): number[] {
  const matcher = compileMatcher({ ...plain, ...request });
  return matcher.mayMatch(Buffer.from(text))
    ? lineHits(text, matcher.matches(text), request.contextLines ?? 0, 100).map(({ line }) => line)
    : [];
}

describe('matching lines', () => {
  test('ignores case unless asked not to, in every script', () => {
    expect(linesWith('Cat\ndog\nCAT', {})).toEqual([1, 3]);
    expect(linesWith('Cat\ndog\ncat', { caseSensitive: true })).toEqual([3]);
    expect(linesWith('ÄRGER\närger', { query: 'Ärger' })).toEqual([1, 2]);
    expect(linesWith('ΣΊΣΥΦΟΣ\nσίσυφος', { query: 'σίσυφοσ' })).toEqual([1, 2]);
    expect(linesWith('\u212Aelvin', { query: 'kelvin' })).toEqual([1]);
  });

  test('takes a query literally', () => {
    expect(linesWith('a.c\nabc', { query: 'a.c' })).toEqual([1]);
    expect(linesWith('-rf --x\n', { query: '-rf --x' })).toEqual([1]);
    expect(linesWith('$(x) [y] {z} \\ ^ | / *', { query: '$(x) [y] {z} \\ ^ | / *' })).toEqual([1]);
  });

  test('finds whole words in every script', () => {
    expect(linesWith('cat\nconcat\ncat_1\na cat.\n猫cat', { wholeWord: true })).toEqual([1, 4]);
    expect(linesWith('été\nétés', { query: 'été', wholeWord: true })).toEqual([1]);
    expect(linesWith('cat\ncats', { query: 'cats?', regex: true, wholeWord: true })).toEqual([1, 2]);
  });

  test('applies a regular expression to one line at a time', () => {
    expect(linesWith('foo\r\nbar\r\n', { query: 'foo$', regex: true })).toEqual([1]);
    expect(linesWith('foo\nbar', { query: 'foo\\s+bar', regex: true })).toEqual([]);
    expect(linesWith('foo\nbar\nfoo bar', { query: '[^x]*r$', regex: true })).toEqual([2, 3]);
    expect(linesWith('foo\nbar', { query: 'foo(?![^])', regex: true })).toEqual([1]);
    expect(linesWith('a\n\nb\n', { query: '^$', regex: true })).toEqual([2]);
    expect(linesWith('a-b', { query: 'a\\-b', regex: true })).toEqual([1]);
  });

  test('shows neighbours, and shortens endless lines around the match', () => {
    const text = `1\n2\n${'x'.repeat(10_000)}cat${'y'.repeat(10_000)}\r\n4\r\n5`;
    const matcher = compileMatcher(plain);
    const [hit] = lineHits(text, matcher.matches(text), 3, 100);
    expect(hit).toMatchObject({ line: 3, column: 10_001, before: ['1', '2'], after: ['4', '5'] });
    expect(hit?.text).toMatch(/^…x+caty+…$/);
    expect(hit?.text.length).toBeLessThan(510);
  });

  test('agrees with a line by line search, for any text and query', () => {
    const unit = fc.constantFrom(...oddCharacters);
    const request = fc.record({
      query: fc.string({ unit: unit.filter((one) => !/[\n\r]/.test(one)), minLength: 1, maxLength: 3 }),
      caseSensitive: fc.boolean(),
      wholeWord: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), request, (text, request) => {
        const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
        const word = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]';
        const query = RegExp.escape(request.query);
        const source = request.wholeWord ? `(?<!${word})${query}(?!${word})` : query;
        const expression = new RegExp(source, request.caseSensitive ? 'u' : 'iu');
        const expected = lines.flatMap((line, index) => (expression.test(line) ? [index + 1] : []));
        expect(linesWith(text, request)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  test('folds bytes exactly as the engine folds characters', () => {
    const character = fc.oneof(
      fc.constantFrom(
        'k',
        's',
        'ſ',
        '\u212A',
        'Å',
        'Ω',
        'ǅ',
        'ẞ',
        'µ',
        'ϴ',
        '.',
        '\\',
        ']',
        '🎉',
        '\u{10400}',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(character, character, (left, right) => {
        const escaped = left.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
        const same = new RegExp(`^${escaped}$`, 'iu').test(right);
        const bytes = Buffer.from(right).toString('latin1');
        expect(foldedBytesPattern(left).exec(bytes)?.[0] === bytes).toBe(same);
      }),
      { numRuns: 400 },
    );
  });
});
