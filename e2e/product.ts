import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The product, started as a person would, in its web shell. */
export interface Product {
  /** The address with the token, as printed. */
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything it wrote to stdout. */
  stdout(): string;
  stderr(): string;
  /** Ctrl+C, and waits for the end. */
  stop(): Promise<void>;
}

/** A data directory that is removed by `dispose`. */
export function temporaryDir(): { path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), 'signalbox-journey-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts the web shell on a free port and waits for its line on stdout. */
export async function startProduct(
  dataDir: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Product> {
  const child = spawn(
    process.execPath,
    [join(root, 'bin/signalbox.js'), '--web', '--no-open', '--port', '0', '--data-dir', dataDir, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, cwd: root },
  );
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const ready = /^Signalbox is ready: (\S+)$/m.exec(stdout);
      if (ready?.[1]) resolve(ready[1]);
    });
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}: ${stderr}`)));
  });
  return {
    url,
    dataDir,
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

/** Runs the command line and gives what it said. */
export async function runCli(
  args: string[],
  input?: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'bin/signalbox.js'), ...args], {
    stdio: 'pipe',
    cwd: root,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
