import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScratchFolder } from '../testing/scratch-folder.ts';
import { IgnoreFile } from './gitignore.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { findRipgrep } from './ripgrep-binary.ts';

describe('a .gitignore file', () => {
  test.each([
    ['*.log', 'a.log', 'ignored'],
    ['*.log', 'deep/a.log', 'ignored'],
    ['/a.log', 'deep/a.log', undefined],
    ['deep/a.log', 'deep/a.log', 'ignored'],
    ['deep/a.log', 'x/deep/a.log', undefined],
    ['**/a.log', 'x/deep/a.log', 'ignored'],
    ['a/**/b', 'a/b', 'ignored'],
    ['a/**/b', 'a/x/y/b', 'ignored'],
    ['a/**', 'a/b', 'ignored'],
    ['a/**', 'a', undefined],
    ['*.log\n!keep.log', 'keep.log', 'kept'],
    ['build/', 'build', undefined],
    ['a?c', 'abc', 'ignored'],
    ['a?c', 'a/c', undefined],
    ['[a-c].ts', 'b.ts', 'ignored'],
    ['[!a-c].ts', 'b.ts', undefined],
    ['#x', '#x', undefined],
    ['\\#x', '#x', 'ignored'],
    ['\\!x', '!x', 'ignored'],
    ['x  ', 'x', 'ignored'],
    ['', 'x', undefined],
    ['a\\', 'a', undefined],
  ])('%j says of %s: %s', (text, path, verdict) => {
    expect(new IgnoreFile(text).judge(path, false)).toBe(verdict);
  });

  test('tells folders from files', () => {
    expect(new IgnoreFile('build/').judge('build', true)).toBe('ignored');
  });

  test('deeper in the tree has the last word', () => {
    const files: Readonly<Record<string, string>> = { '': '*.log', 'a/b': '!keep.log' };
    const rules = new IgnoreRules((folder) => {
      const text = files[folder];
      if (text === undefined) throw new Error('none');
      return text;
    });
    expect(rules.ignores('a/b', 'keep.log', false)).toBe(false);
    expect(rules.ignores('a', 'keep.log', false)).toBe(true);
    expect(rules.ignores('a/b', 'other.log', false)).toBe(true);
  });

  test('is read as ripgrep reads it', () => {
    const ripgrep = findRipgrep();
    if (ripgrep === undefined) throw new Error('@vscode/ripgrep is a devDependency: run npm ci');
    const paths = [
      'a',
      'b',
      'a.log',
      'x/a',
      'x/b',
      'x/a.log',
      'x/y/a',
      'x/y/b.log',
      'y/a',
      'y/x/b',
      'z z/#a',
      'z z/!b',
    ];
    const piece = fc.constantFrom(
      'a',
      'b',
      'x',
      'y',
      '*',
      '**',
      '?',
      '*.log',
      '[ab]',
      '[!a]',
      'x*',
      '#a',
      'z z',
    );
    const line = fc
      .tuple(
        fc.constantFrom('', '!', '/'),
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '/', ' '),
      )
      .map(([start, pieces, end]) => start + pieces.join('/') + end);
    const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
    using scratch = new ScratchFolder(Object.fromEntries(paths.map((path) => [path, 'text'])));
    fc.assert(
      fc.property(text, text, (outer, inner) => {
        scratch.write('.gitignore', outer);
        scratch.write('x/.gitignore', inner);
        const listed = spawnSync(
          ripgrep,
          ['--no-config', '--files', '--no-require-git', '--no-ignore-parent', './'],
          {
            cwd: scratch.path,
            encoding: 'utf8',
          },
        ).stdout.split('\n');
        const theirs = listed.map((name) => name.replace(/^\.\//, '')).filter((name) => paths.includes(name));
        const rules = new IgnoreRules((folder) => (folder === '' ? outer : folder === 'x' ? inner : ''));
        expect(paths.filter((path) => isReached(rules, path)).toSorted()).toEqual(theirs.toSorted());
      }),
      { numRuns: 150 },
    );
  });
});

function isReached(rules: IgnoreRules, path: string): boolean {
  const names = path.split('/');
  return names.every(
    (name, depth) => !rules.ignores(names.slice(0, depth).join('/'), name, depth < names.length - 1),
  );
}
