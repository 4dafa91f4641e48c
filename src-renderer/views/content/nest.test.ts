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
  expect(drawn([item('a', 'x/'), item('b'), item('c', 'x/'), item('d', 'y/'), item('e', 'y/')])).toEqual([
    'x/ (2)',
    '  a',
    '  c',
    'b',
    'y/ (2)',
    '  d',
    '  e',
  ]);
});

it('draws no folder around a single item', () => {
  expect(drawn([item('a', 'x/', 'y/'), item('b')])).toEqual(['a', 'b']);
});

it('draws a chain of folders as one, and none around everything', () => {
  const home = ['file://', 'home/'];
  const items = [item('a', ...home, 'x/'), item('b', ...home, 'y/', 'z/'), item('c', ...home, 'y/', 'z/')];
  expect(drawn([...items, item('d', ...home, 'x/')])).toEqual([
    'x/ (2)',
    '  a',
    '  d',
    'y/z/ (2)',
    '  b',
    '  c',
  ]);
  expect(drawn([item('a', 'get_'), item('b', 'get_')])).toEqual(['a', 'b']);
});

it('leaves out what is in a closed folder', () => {
  const items = [item('a', 'x/'), item('b', 'x/'), item('c', 'y/'), item('d', 'y/')];
  expect(drawn(items, ['x/'])).toEqual(['x/ (2)', 'y/ (2)', '  c', '  d']);
});
