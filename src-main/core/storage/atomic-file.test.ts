import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HostFailure } from '#contract/host-error.ts';
import { readFileWithBackup, writeFileAtomic, type AtomicIo } from './atomic-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'signalbox-atomic-'));
  path = join(folder, 'a.json');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => fs.readFileSync(name, 'utf8');
const names = (): string[] => fs.readdirSync(folder).toSorted();

/** The real system calls, of which the n-th fails as on a full disk. */
function failingAt(n: number): { io: AtomicIo; failed: () => boolean } {
  let calls = 0;
  const io = new Proxy<AtomicIo>(fs, {
    get(target, name) {
      const real: unknown = Reflect.get(target, name);
      if (typeof real !== 'function') return real;
      return (...values: unknown[]): unknown => {
        calls += 1;
        if (calls === n) {
          // What was opened stays open when close fails: close it all the same.
          if (name === 'closeSync') Reflect.apply(real, target, values);
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        }
        return Reflect.apply(real, target, values);
      };
    },
  });
  return { io, failed: () => calls >= n };
}

describe('writing', () => {
  test('the file is 0600 and the text before is kept', () => {
    writeFileAtomic(path, 'one');
    writeFileAtomic(path, 'two');
    expect([read(path), read(`${path}.bak`)]).toEqual(['two', 'one']);
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
    expect(fs.statSync(`${path}.bak`).mode & 0o777).toBe(0o600);
    expect(names()).toEqual(['a.json', 'a.json.bak']);
  });

  test('a file made by hand is closed to others when it is read, and its copy too', () => {
    for (const act of [() => readFileWithBackup(path, String), () => writeFileAtomic(path, 'two')]) {
      fs.writeFileSync(path, 'secret');
      fs.chmodSync(path, 0o644);
      act();
      for (const name of names()) expect(fs.statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
  });

  test('the same text twice leaves no temporary file', () => {
    writeFileAtomic(path, 'one');
    writeFileAtomic(path, 'one');
    writeFileAtomic(path, 'one');
    expect(names()).toEqual(['a.json', 'a.json.bak']);
  });

  test('a symlink is refused and what it points to is untouched', () => {
    const target = join(folder, 'target');
    fs.writeFileSync(target, 'mine');
    fs.symlinkSync(target, path);
    expect(() => writeFileAtomic(path, 'x')).toThrow(/symbolic link/);
    expect(read(target)).toBe('mine');
    expect(names()).toEqual(['a.json', 'target']);
  });

  test('a symlink as backup is refused too', () => {
    const target = join(folder, 'target');
    fs.writeFileSync(target, 'mine');
    writeFileAtomic(path, 'one');
    fs.symlinkSync(target, `${path}.bak`);
    expect(() => writeFileAtomic(path, 'two')).toThrow(/symbolic link/);
    expect([read(path), read(target)]).toEqual(['one', 'mine']);
  });

  test('an error at the n-th system call, for every n, leaves the old or the new text and no rubbish', () => {
    let n = 1;
    for (; ; n += 1) {
      writeFileAtomic(path, 'older');
      writeFileAtomic(path, 'old');
      const { io, failed } = failingAt(n);
      try {
        writeFileAtomic(path, 'new', io);
      } catch (error) {
        expect(error).toBeInstanceOf(HostFailure);
      }
      expect(['old', 'new']).toContain(read(path));
      expect(['older', 'old']).toContain(read(`${path}.bak`));
      expect(names()).toEqual(['a.json', 'a.json.bak']);
      if (!failed()) break;
    }
    expect(n).toBeGreaterThan(8);
  });

  test('a writer killed at any moment leaves one whole text', { timeout: 60_000 }, async () => {
    const module = JSON.stringify(new URL('./atomic-file.ts', import.meta.url).href);
    const script = `
      const { writeFileAtomic } = await import(${module});
      process.stdout.write('go');
      for (let i = 0; ; i = (i + 1) % 10) writeFileAtomic(${JSON.stringify(path)}, String(i).repeat(300_000));`;
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 7));
      child.kill('SIGKILL');
      await gone;
      for (const file of [path, `${path}.bak`]) {
        if (!fs.existsSync(file)) continue;
        const text = read(file);
        expect(text.length).toBe(300_000);
        expect(new Set(text).size).toBe(1);
      }
    }
    expect(fs.existsSync(path)).toBe(true);
    readFileWithBackup(path, String);
    expect(names(), 'temporary files of dead writers are removed').toEqual(['a.json', 'a.json.bak']);
  });
});

describe('reading', () => {
  const parse = (text: string): unknown => JSON.parse(text);

  test('nothing there is nothing, without a notice', () => {
    expect(readFileWithBackup(path, parse)).toEqual({ value: undefined });
  });

  test.each(['', '{"a": 1', 'nonsense'])(
    '%j: the last good copy is used, the bad file kept, and it is said',
    (bad) => {
      writeFileAtomic(path, '{"a":1}');
      writeFileAtomic(path, '{"a":2}');
      fs.writeFileSync(path, bad);
      const { value, notice } = readFileWithBackup(path, parse);
      expect(value).toEqual({ a: 1 });
      const aside = names().find((name) => name.includes('.bad-'));
      expect(read(join(folder, aside ?? ''))).toBe(bad);
      expect(notice).toContain(aside);
      expect(readFileWithBackup(path, parse), 'said once').toEqual({ value: { a: 1 } });
    },
  );

  test('without a good copy both bad files are kept and the defaults are announced', () => {
    fs.writeFileSync(path, '{');
    fs.writeFileSync(`${path}.bak`, '[');
    const { value, notice } = readFileWithBackup(path, parse);
    expect(value).toBeUndefined();
    expect(notice).toMatch(/defaults are used/);
    expect(names().filter((name) => name.includes('.bad-'))).toHaveLength(2);
    expect(fs.existsSync(path)).toBe(false);
  });

  test('a file that vanished is taken from its copy, and it is said', () => {
    writeFileAtomic(path, '1');
    writeFileAtomic(path, '2');
    fs.rmSync(path);
    expect(readFileWithBackup(path, parse)).toEqual({
      value: 1,
      notice: `${basename(path)} was missing; the last good copy is used.`,
    });
  });

  test('a symlink, a folder and a FIFO are not read', () => {
    fs.symlinkSync('/etc/hostname', path);
    expect(readFileWithBackup(path, String).notice).toMatch(/symbolic link/);
    fs.mkdirSync(path);
    expect(readFileWithBackup(path, String).notice).toMatch(/plain file/);
  });

  test('a byte-order mark does no harm', () => {
    fs.writeFileSync(path, '\uFEFF{"a":1}');
    expect(readFileWithBackup(path, parse)).toEqual({ value: { a: 1 } });
  });
});
