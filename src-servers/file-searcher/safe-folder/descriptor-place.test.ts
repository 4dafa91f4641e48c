import { closeSync, openSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ScratchFolder } from '../testing/scratch-folder.ts';
import { placeFromPath, placeOfDescriptor } from './descriptor-place.ts';

describe.each([
  ['this system', placeOfDescriptor],
  ['a system that does not name open files', placeFromPath],
])('the place of an open file, on %s', (_system, placeOf) => {
  function placeWhen(path: string, meanwhile: () => void): string | undefined {
    const descriptor = openSync(path, 'r');
    try {
      meanwhile();
      return placeOf(descriptor, path);
    } catch {
      return undefined;
    } finally {
      closeSync(descriptor);
    }
  }

  test('is its path without links', () => {
    using scratch = new ScratchFolder({ 'a/b.txt': 'x' });
    symlinkSync('a', scratch.at('link'));
    expect(placeWhen(scratch.at('link/b.txt'), () => undefined)).toBe(scratch.at('a/b.txt'));
  });

  test('is never the place of another file that took its path', () => {
    using scratch = new ScratchFolder({ 'a/b.txt': 'x', 'other/b.txt': 'y' });
    const place = placeWhen(scratch.at('a/b.txt'), () => {
      renameSync(scratch.at('a'), scratch.at('aside'));
      symlinkSync('other', scratch.at('a'));
    });
    expect([undefined, scratch.at('aside/b.txt')]).toContain(place);
  });

  test('is never that of its successor when it was deleted', () => {
    using scratch = new ScratchFolder({ 'a.txt': 'x', 'b.txt': 'y' });
    const place = placeWhen(scratch.at('a.txt'), () => {
      unlinkSync(scratch.at('a.txt'));
      symlinkSync('b.txt', scratch.at('a.txt'));
    });
    expect(place).not.toBe(scratch.at('b.txt'));
  });
});
