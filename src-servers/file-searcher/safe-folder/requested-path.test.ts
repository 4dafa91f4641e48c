import fc from 'fast-check';
import { symlinkSync as symlinkFolder } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ScratchFolder } from '../testing/scratch-folder.ts';
import { Refusal } from './refusal.ts';
import { absolutePath, parseRequestedPath, shownPath } from './requested-path.ts';
import { isWithin, resolveFolders } from './safe-folder.ts';

const one = resolveFolders([import.meta.dirname]);
const root = one[0]?.real ?? '';

describe('a requested path', () => {
  test.each(['a.ts', './a.ts', 'x/../a.ts', join(root, 'a.ts'), `${root}//a.ts`])(
    'that stays inside is taken: %s',
    (asked) => {
      expect(parseRequestedPath(one, asked).path).toBe('a.ts');
    },
  );

  test.each([
    '..',
    '../a',
    'a/../../b',
    '/etc/passwd',
    `${root}-evil/a`,
    `${root}/../x`,
    '',
    'a\0b',
    'a'.repeat(4097),
    'é'.repeat(2049),
  ])('that cannot be inside is refused: %j', (asked) => {
    expect(() => parseRequestedPath(one, asked)).toThrow(Refusal);
  });

  test('never leads outside, whatever it is made of', () => {
    const pieces = fc.constantFrom(
      '..',
      '.',
      '',
      '/',
      '//',
      '\\',
      '..\\',
      '%2e%2e',
      '~',
      'a',
      'é',
      '\u202e',
      root,
      '\0',
      'C:',
    );
    const asked = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('/')),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(asked, (text) => {
        try {
          expect(isWithin(root, absolutePath(parseRequestedPath(one, text)))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is the same before and after it was shown', () => {
    using left = new ScratchFolder({ 'same/x': '' });
    using right = new ScratchFolder({ 'same/x': '' });
    for (const folders of [one, resolveFolders([left.at('same'), right.at('same')])]) {
      const path = fc
        .array(fc.stringMatching(/^[a-z0-9 é]{1,8}$/), { minLength: 1, maxLength: 5 })
        .map((names) => names.join('/'));
      fc.assert(
        fc.property(path, fc.constantFrom(...folders), (path, folder) => {
          expect(parseRequestedPath(folders, shownPath(folders, { folder, path }))).toEqual({ folder, path });
        }),
      );
    }
  });

  test('starts with the label of its folder when there are several', () => {
    using left = new ScratchFolder({ 'same/x': '' });
    using right = new ScratchFolder({ 'same/x': '' });
    const folders = resolveFolders([left.at('same'), right.at('same'), left.at('missing')]);
    expect(folders.map(({ label }) => label)).toEqual(['same', 'same~2']);
    expect(absolutePath(parseRequestedPath(folders, 'same~2/x'))).toBe(right.at('same/x'));
    expect(() => parseRequestedPath(folders, 'x')).toThrow(Refusal);
    expect(() => parseRequestedPath(folders, 'same/../../x')).toThrow(Refusal);
  });

  test('may be absolute through the name that was given to the folder', () => {
    using scratch = new ScratchFolder({ 'real/x': '' });
    symlinkFolder(scratch.at('real'), scratch.at('link'));
    const folders = resolveFolders([scratch.at('link')]);
    expect(absolutePath(parseRequestedPath(folders, scratch.at('link/x')))).toBe(scratch.at('real/x'));
  });
});
