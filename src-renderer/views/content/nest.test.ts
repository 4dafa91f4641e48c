import { expect, it } from 'vitest';
import { nest } from './nest.ts';

const item = (name: string, ...folders: string[]): { name: string; folders: string[] } => ({ name, folders });
const drawn = (items: { name: string; folders: string[] }[], closed: string[] = []): string[] =>
  nest(items, (key) => closed.some((one) => key.endsWith(`\n${one}`))).map((line) =>
    line.kind === 'folder'
      ? `${'  '.repeat(line.depth)}${line.label} (${String(line.count)})`
      : `${'  '.repeat(line.depth)}${line.item.name}`,
  );

it('draws a folder around its items, in the order in which they came', () => {
  expect(drawn([item('a', 'x/'), item('b'), item('c', 'x/'), item('d', 'y/')])).toEqual([
    'x/ (2)',
    '  a',
    '  c',
    'b',
    'y/ (1)',
    '  d',
  ]);
});

it('draws a chain of folders as one, and none around everything', () => {
  expect(drawn([item('a', 'file://', 'home/', 'x/'), item('b', 'file://', 'home/', 'y/', 'z/')])).toEqual([
    'x/ (1)',
    '  a',
    'y/z/ (1)',
    '  b',
  ]);
  expect(drawn([item('a', 'get_'), item('b', 'get_')])).toEqual(['a', 'b']);
});

it('leaves out what is in a closed folder', () => {
  expect(drawn([item('a', 'x/'), item('b', 'y/')], ['x/'])).toEqual(['x/ (1)', 'y/ (1)', '  b']);
});
