import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from './run-cli.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The words that start one of the misbehaving servers. */
export function faulty(name: string, ...args: string[]): string[] {
  return ['node', join(root, 'src-servers', 'faulty', `${name}.ts`), ...args];
}

/** What one run gave. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** A data directory of its own; gone after `dispose`. */
export interface CliRig extends Disposable {
  dir: string;
  /** Runs the real program, without a terminal. */
  program(words: string[], options?: { interruptWhen?: () => boolean; cwd?: string }): Promise<Ran>;
  /** Runs it in this process, as if a person were at the terminal and typed these lines. */
  typing(lines: (string | undefined)[], words: string[]): Promise<Ran>;
}

export function createCliRig(): CliRig {
  const dir = mkdtempSync(join(tmpdir(), 'signalbox-cli-'));
  const inDir = (words: string[]): string[] => {
    const [command = '', ...rest] = words;
    return command.startsWith('-') ? words : [command, ...withDataDir(rest, join(dir, 'data'))];
  };
  return {
    dir,
    program: (words, options = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [join(root, 'src-main/cli/main.ts'), ...inDir(words)], {
          cwd: options.cwd ?? dir,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let [out, err] = ['', ''];
        child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
        child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
        const watch = setInterval(() => options.interruptWhen?.() && child.kill('SIGINT'), 500);
        child.once('error', reject);
        child.once('close', (code) => {
          clearInterval(watch);
          resolve({ code, out, err });
        });
      }),
    async typing(lines, words) {
      let [out, err] = ['', ''];
      const code = await runCli(inDir(words), {
        out: (text) => (out += text),
        err: (text) => (err += text),
        canAsk: true,
        readLine: () => Promise.resolve(lines.shift()),
        interrupted: new AbortController().signal,
      });
      return { code, out, err };
    },
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function withDataDir(words: string[], dir: string): string[] {
  const flag = ['--data-dir', dir];
  const dashes = words.indexOf('--');
  // Of both forms with `--`, the flags are on the side that starts with one.
  if (dashes > 0 && !words[0]?.startsWith('-')) return [...words, ...flag];
  return dashes < 0 ? [...words, ...flag] : [...flag, ...words];
}
