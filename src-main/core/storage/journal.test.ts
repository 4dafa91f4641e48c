import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from './journal.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'signalbox-journal-'));
  path = join(folder, 'a.journal');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Buffer => Buffer.from(text);

/** What is in it, as the next process finds it. */
function left(): string[] {
  const { journal, left: entries } = openJournal(path);
  journal.close();
  return entries.map(String);
}

test('entries come back in order, whole, whatever their parts and lengths', () => {
  const { journal, left: none } = openJournal(path);
  expect(none).toEqual([]);
  const long = 'x'.repeat(200_000);
  journal.append([bytes('one '), bytes('entry')]);
  journal.append([]);
  journal.append([bytes('a'), bytes(long)]);
  journal.append([bytes('end')]);
  journal.close();
  expect(left()).toEqual(['one entry', '', `a${long}`, 'end']);
});

test('is for this user only, and a symbolic link is refused', () => {
  openJournal(path).journal.close();
  expect(fs.statSync(path).mode & 0o077).toBe(0);
  fs.symlinkSync(path, join(folder, 'link'));
  expect(() => openJournal(join(folder, 'link'))).toThrow(
    expect.objectContaining({ code: 'storage-failed' }),
  );
});

test('after clear nothing is left, and it goes on', () => {
  const { journal } = openJournal(path);
  journal.append([bytes('old')]);
  journal.clear();
  expect(fs.statSync(path).size).toBe(0);
  journal.append([bytes('new')]);
  journal.close();
  expect(left()).toEqual(['new']);
});

test('a torn entry ends the list, and what is written afterwards is found', () => {
  const { journal } = openJournal(path);
  journal.append([bytes('whole')]);
  journal.append([bytes('torn entry')]);
  journal.close();
  for (const cut of [1, 9, 12]) {
    fs.truncateSync(path, fs.statSync(path).size - cut);
    expect(left()).toEqual(['whole']);
    const again = openJournal(path).journal;
    again.append([bytes('torn entry')]);
    again.close();
    expect(left()).toEqual(['whole', 'torn entry']);
  }
});

test('bytes that are no journal are no entries', () => {
  fs.writeFileSync(path, 'this is something else'.repeat(10));
  expect(left()).toEqual([]);
});

test('what was appended before kill -9 is there afterwards', async () => {
  const module = JSON.stringify(new URL('./journal.ts', import.meta.url).href);
  const script = `
    const { openJournal } = await import(${module});
    const { journal } = openJournal(${JSON.stringify(path)});
    for (let i = 0; i < 500; i++) journal.append([Buffer.from(String(i))]);
    process.stdout.write('done');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  await gone;
  expect(left()).toEqual(Array.from({ length: 500 }, (_, index) => String(index)));
});
