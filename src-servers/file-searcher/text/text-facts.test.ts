import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextGatherer, type TextFacts } from './text-facts.ts';

function factsOf(...pieces: string[]): TextFacts {
  const gatherer = new TextGatherer();
  for (const piece of pieces) gatherer.add(piece);
  return gatherer.facts();
}

describe('the facts of a text', () => {
  test('count lines, words and characters as people do', () => {
    const facts = factsOf("The cat's hat.\r\nThe café 🎉\nend");
    expect(facts).toMatchObject({ lines: 3, words: 6, characters: 30 });
    expect(facts.mostFrequentWords[0]).toEqual({ word: 'the', count: 2 });
    expect(facts.mostFrequentWords).toContainEqual({ word: "cat's", count: 1 });
    expect(facts.longestLine).toEqual({ line: 1, length: 14, text: "The cat's hat." });
  });

  test('of nothing are nothing', () => {
    expect(factsOf('')).toEqual({
      lines: 0,
      words: 0,
      characters: 0,
      mostFrequentWords: [],
      longestLine: { line: 0, length: 0, text: '' },
    });
  });

  test('count a line without an end, and no line after the last line break', () => {
    expect(factsOf('a').lines).toBe(1);
    expect(factsOf('a\n').lines).toBe(1);
    expect(factsOf('a\n\n').lines).toBe(2);
    expect(factsOf('\n').lines).toBe(1);
  });

  test('do not depend on how the text was cut into pieces', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\n', '\r', "'", 'é', '🎉', '_', '-'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 5 }), (text, cuts) => {
        const at = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b),
          text.length,
        ];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        expect(factsOf(...pieces)).toEqual(factsOf(text));
      }),
      { numRuns: 300 },
    );
  });

  test('of an endless word stay bounded', () => {
    const gatherer = new TextGatherer();
    for (let n = 0; n < 200; n++) gatherer.add('x'.repeat(65_536));
    const facts = gatherer.facts();
    expect(facts.characters).toBe(200 * 65_536);
    expect(facts.longestLine.text.length).toBeLessThanOrEqual(200);
  });
});
