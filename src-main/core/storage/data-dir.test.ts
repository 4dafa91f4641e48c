import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultDataDir, prepareDataDir } from './data-dir.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('each platform has its own place', () => {
  expect(defaultDataDir({ platform: 'linux', env: {}, home: '/home/a' })).toBe(
    '/home/a/.local/share/signalbox',
  );
  expect(defaultDataDir({ platform: 'linux', env: { XDG_DATA_HOME: '/x' }, home: '/home/a' })).toBe(
    '/x/signalbox',
  );
  expect(defaultDataDir({ platform: 'darwin', env: {}, home: '/Users/a' })).toBe(
    '/Users/a/Library/Application Support/Signalbox',
  );
  expect(defaultDataDir({ platform: 'win32', env: { APPDATA: '/r' }, home: '/a' })).toBe('/r/Signalbox');
});

test('a relative XDG_DATA_HOME is ignored, as its specification asks', () => {
  expect(defaultDataDir({ platform: 'linux', env: { XDG_DATA_HOME: 'x' }, home: '/home/a' })).toBe(
    '/home/a/.local/share/signalbox',
  );
});

test('a new data directory is open to this user only, whatever the umask', () => {
  const path = prepareDataDir(join(folder, 'a', 'b'));
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('an existing data directory is closed to others', () => {
  const path = join(folder, 'open');
  mkdirSync(path);
  chmodSync(path, 0o755);
  prepareDataDir(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a symlink in its place is refused, dangling or not', () => {
  const link = join(folder, 'link');
  mkdirSync(join(folder, 'target'));
  symlinkSync(join(folder, 'target'), link);
  expect(() => prepareDataDir(link)).toThrow(/symbolic link/);
  const dangling = join(folder, 'dangling');
  symlinkSync(join(folder, 'nowhere'), dangling);
  expect(() => prepareDataDir(dangling)).toThrow(/symbolic link/);
});

test('a file in its place is refused with the way out', () => {
  const path = join(folder, 'file');
  writeFileSync(path, '');
  expect(() => prepareDataDir(path)).toThrow(/not a folder\. Name another one with --data-dir/);
  expect(() => prepareDataDir(join(path, 'below'))).toThrow(/cannot be made/);
});
