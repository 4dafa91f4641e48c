import { expect, it } from 'vitest';
import { looksLikeMarkdown, whyNotMarkdown } from './markdown-shape.ts';

it('recognises Markdown by what only Markdown has', () => {
  for (const text of [
    '# Title',
    'a\n```js\nx\n```',
    '- a\n- b',
    '1. a\n2. b',
    'see [x](y)',
    'a **b** c',
    '|a|b|\n|-|-|\n|1|2|',
  ]) {
    expect([text, looksLikeMarkdown(text)]).toEqual([text, true]);
  }
  for (const text of ['', 'plain', 'a * b * c', 'x[0](', '2026-01-01: - ok', '{"a": 1}']) {
    expect([text, looksLikeMarkdown(text)]).toEqual([text, false]);
  }
});

it('refuses texts made to keep a parser busy', () => {
  expect(whyNotMarkdown('# fine\n\n> quote')).toBeUndefined();
  for (const text of [
    'x'.repeat(200_000),
    `${'>'.repeat(5000)} x`,
    '['.repeat(3000),
    '[a]('.repeat(6000),
    '*'.repeat(900),
  ]) {
    expect(whyNotMarkdown(text)).toMatch(/Markdown\.$/);
  }
});
