import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, openDatabaseOrSetAside } from './database.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'signalbox-db-'));
  path = join(folder, 'a.db');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('the database and its side files are for this user only', () => {
  const database = openDatabase(path, { durable: true });
  database.exec('CREATE TABLE t (x)');
  for (const name of fs.readdirSync(folder)) {
    expect(fs.statSync(join(folder, name)).mode & 0o077, `mode of ${name}`).toBe(0);
  }
  expect(fs.readdirSync(folder)).toContain('a.db-wal');
  database.close();
});

test('durable means synchronous FULL, otherwise OFF', () => {
  for (const [durable, level] of [
    [true, 2],
    [false, 0],
  ] as const) {
    const database = openDatabase(path, { durable });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: level });
    expect(database.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 });
    database.close();
  }
});

test('what was committed before kill -9 is there afterwards', async () => {
  const module = JSON.stringify(new URL('./database.ts', import.meta.url).href);
  const script = `
    const { openDatabase } = await import(${module});
    const db = openDatabase(${JSON.stringify(path)}, { durable: false });
    db.exec('CREATE TABLE t (x)');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    for (let i = 0; i < 500; i++) insert.run(i);
    process.stdout.write('done');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  await gone;
  const database = openDatabase(path, { durable: false });
  expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 500 });
  database.close();
});

test('a symlink is refused', () => {
  fs.writeFileSync(join(folder, 'target'), '');
  fs.symlinkSync(join(folder, 'target'), path);
  expect(() => openDatabase(path, { durable: false })).toThrow(/symbolic link/);
});

test('a file that is no database is kept aside, and it is said', () => {
  fs.writeFileSync(path, 'this is no database at all, but it is long enough to look like one'.repeat(20));
  expect(() => openDatabase(path, { durable: false })).toThrow(/cannot be opened/);
  const { database, notice } = openDatabaseOrSetAside(path, { durable: false });
  database.exec('CREATE TABLE t (x)');
  database.close();
  const aside = fs.readdirSync(folder).find((name) => name.startsWith('a.db.bad-'));
  expect(fs.readFileSync(join(folder, aside ?? ''), 'utf8')).toMatch(/no database/);
  expect(notice).toContain(aside);
});

test('a folder in its place is a failure, not a reason to set it aside', () => {
  fs.mkdirSync(path);
  expect(() => openDatabaseOrSetAside(path, { durable: false })).toThrow(/plain file/);
  expect(fs.statSync(path).isDirectory()).toBe(true);
});
