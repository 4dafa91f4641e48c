import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { warmStart } from './warm-starts.ts';

/** A bundled server that a test started on HTTP. */
export interface HttpServerProcess extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, or https with TLS. */
  readonly origin: string;
  readonly child: ChildProcess;
  stderr(): string;
  /** Ends it with SIGTERM; @returns its exit code */
  stop(): Promise<number | null>;
}

/** Starts `node …nodeOptions main --http 0 …args` and waits until it listens. */
export async function startOnHttp(
  main: string,
  args: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<HttpServerProcess> {
  const child = spawn(process.execPath, [...nodeOptions, main, '--http', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...warmStart },
  });
  let stderr = '';
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const origin = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const found = /is ready: (\S+)\/mcp/u.exec(stderr)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) =>
      reject(new Error(`${main} ended with ${code} before it listened: ${stderr}`)),
    );
  });
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (stdout !== '') throw new Error(`On HTTP nothing belongs on stdout, yet: ${stdout}`);
    return child.exitCode;
  };
  return {
    origin,
    child,
    stderr: () => stderr,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

/** What a process said and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `node …args` with `input` on stdin, to its end. */
export async function runToEnd(
  args: readonly string[],
  input = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...warmStart, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A server that refuses its options ends before it reads.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}
