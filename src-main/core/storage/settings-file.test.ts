import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSettingsFile } from './settings-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'signalbox-settings-'));
  path = join(folder, 'settings.json');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const onDisk = (): unknown => JSON.parse(fs.readFileSync(path, 'utf8'));

test('without a file the defaults hold and nothing is written', () => {
  const settings = openSettingsFile(path);
  expect(settings.current()).toEqual({ theme: 'system', layout: {}, trafficLimit: 1_000_000 });
  expect(settings.notices).toEqual([]);
  expect(fs.existsSync(path)).toBe(false);
});

test('a change is there after reopening', () => {
  openSettingsFile(path).change({ theme: 'dark', layout: { dock: 3 } });
  openSettingsFile(path).change({ layout: { rail: 4 } });
  expect(openSettingsFile(path).current()).toEqual({
    theme: 'dark',
    layout: { dock: 3, rail: 4 },
    trafficLimit: 1_000_000,
  });
});

test('keys this version does not know are kept', () => {
  fs.writeFileSync(path, '{"theme":"light","fromTomorrow":{"a":[1]}}');
  openSettingsFile(path).change({ trafficLimit: 5000 });
  expect(onDisk()).toMatchObject({ theme: 'light', fromTomorrow: { a: [1] }, trafficLimit: 5000 });
});

test('what another instance wrote meanwhile is kept', () => {
  const first = openSettingsFile(path);
  openSettingsFile(path).change({ theme: 'dark' });
  first.change({ trafficLimit: 5000 });
  expect(onDisk()).toMatchObject({ theme: 'dark', trafficLimit: 5000 });
});

test('a value that is not allowed changes nothing', () => {
  const settings = openSettingsFile(path);
  expect(() => settings.change({ trafficLimit: 3 })).toThrow(
    expect.objectContaining({ code: 'bad-request' }),
  );
  expect(settings.current().trafficLimit).toBe(1_000_000);
});

test.each([
  ['empty', '', /it is empty/],
  ['half-written', '{"theme": "da', /JSON/],
  ['wrong', '{"theme": "purple"}', /theme/],
  ['newer', '{"version": 99, "theme": "light"}', /newer Signalbox/],
])('%s: the last good copy is used, the file is kept aside, and it is said', (_, text, why) => {
  const before = openSettingsFile(path);
  before.change({ theme: 'dark' });
  before.change({ trafficLimit: 5000 });
  fs.writeFileSync(path, text);
  const settings = openSettingsFile(path);
  expect(settings.current().theme).toBe('dark');
  expect(settings.notices).toEqual([expect.stringMatching(why)]);
  const aside = fs.readdirSync(folder).find((name) => name.includes('.bad-')) ?? '';
  expect(fs.readFileSync(join(folder, aside), 'utf8')).toBe(text);
});

test('when it cannot be written the settings stay as they were, in memory too', () => {
  const settings = openSettingsFile(path);
  settings.change({ theme: 'dark' });
  fs.rmSync(folder, { recursive: true });
  expect(() => settings.change({ theme: 'light' })).toThrow(
    expect.objectContaining({ code: 'storage-failed' }),
  );
  expect(settings.current().theme).toBe('dark');
});
