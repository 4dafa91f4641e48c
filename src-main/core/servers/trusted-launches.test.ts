import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTrustedLaunches, type TrustedLaunches } from './trusted-launches.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-trust-'));
  file = join(folder, 'trusted.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): TrustedLaunches =>
  createTrustedLaunches({
    file,
    files: {
      read(path, parse) {
        if (!existsSync(path)) return { value: undefined };
        try {
          return { value: parse(readFileSync(path, 'utf8')) };
        } catch {
          return { value: undefined, notice: 'bad' };
        }
      },
      write: (path, text) => writeFileSync(path, text),
    },
  });

test('what nobody has seen is not trusted', () => {
  expect(open().check('a', { command: 'node', args: ['a.js'] })).toEqual({
    trusted: false,
    after: 'node a.js',
  });
});

test('what was trusted is trusted in the next run; a known name with a new command is not, and both are shown', () => {
  open().trust('a', { command: 'node', args: ['a.js'], env: { KEY: '1' } });
  const next = open();
  expect(next.check('a', { command: 'node', args: ['a.js'], env: { KEY: '2' } })).toEqual({ trusted: true });
  expect(next.check('a', { command: 'node', args: ['evil.js'], env: { KEY: '1' } })).toEqual({
    trusted: false,
    before: 'node a.js',
    after: 'node evil.js',
  });
  expect(next.check('b', { command: 'node', args: ['a.js'] })).toMatchObject({ trusted: false });
});

test('two processes do not forget for each other', () => {
  const [first, second] = [open(), open()];
  first.trust('a', { command: 'x' });
  second.trust('b', { command: 'y' });
  expect(open().check('a', { command: 'x' })).toEqual({ trusted: true });
});

test('a bad file means that nothing is trusted, and it is said', () => {
  open().trust('a', { command: 'x' });
  writeFileSync(file, '{"launches": []}');
  const after = open();
  expect(after.check('a', { command: 'x' }).trusted).toBe(false);
  expect(after.notice).toBe('bad');
});

test('secrets do not enter the file', () => {
  open().trust('a', { command: 'x', args: ['--api-key', 'S3EDED'], env: { TOKEN: 'S3EDED' } });
  expect(readFileSync(file, 'utf8')).not.toContain('S3EDED');
});
