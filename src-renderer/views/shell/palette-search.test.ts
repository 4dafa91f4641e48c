import { expect, test } from 'vitest';
import { findEntries, type PaletteEntry } from './palette-search.ts';

const entry = (title: string, aside?: string): PaletteEntry => ({
  id: title,
  group: 'Tools',
  title,
  aside,
  run: () => undefined,
});
const titles = (entries: PaletteEntry[]): string[] => entries.map((one) => one.title);

test('nothing typed gives everything in its order, up to the limit', () => {
  expect(titles(findEntries([entry('b'), entry('a'), entry('c')], '  ', 2))).toEqual(['b', 'a']);
});

test('every word must occur, in the title or beside it', () => {
  const entries = [entry('search_files', 'file-searcher'), entry('search_web', 'context7')];
  expect(titles(findEntries(entries, 'search file', 9))).toEqual(['search_files']);
  expect(titles(findEntries(entries, 'web context', 9))).toEqual(['search_web']);
  expect(findEntries(entries, 'search mail', 9)).toEqual([]);
});

test('what starts with the word comes before what holds it', () => {
  const entries = [entry('research'), entry('text_search'), entry('search_files')];
  expect(titles(findEntries(entries, 'SEARCH', 9))).toEqual(['search_files', 'text_search', 'research']);
});
