import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { HostOptions } from './host.ts';

/** For tests: a host in another process, once its servers run. */
export interface SecondHost extends AsyncDisposable {
  readonly pid: number;
  readonly notices: string[];
  /** Pids of everything its sessions started, that is still alive. */
  survivors(): number[];
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Ends it in the ordinary way; gives its exit code. */
  close(): Promise<number | null>;
}

export async function startSecondHost(
  options: Partial<HostOptions> & Pick<HostOptions, 'dataDir'>,
  start: string[],
  more: { call?: string } = {},
): Promise<SecondHost> {
  const program = fileURLToPath(new URL('./host-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify({ options, start, ...more })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, 'line'), exited.then(() => [''])]);
  if (!String(line).startsWith('{')) throw new Error('the second host did not start');
  // host-process.ts says exactly this.
  const { notices } = JSON.parse(String(line)) as { notices: string[] };
  const pid = child.pid ?? -1;
  return {
    pid,
    notices,
    survivors: () => taggedBy(pid),
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
    async close() {
      child.stdin.end();
      await exited;
      return child.exitCode;
    },
    [Symbol.asyncDispose]: () => endAll(child, pid),
  };
}

async function endAll(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  for (const left of taggedBy(pid)) {
    try {
      process.kill(left, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
}

function taggedBy(hostPid: number): number[] {
  const tag = `SIGNALBOX_SESSION=${hostPid}.`;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // A zombie has an empty environment.
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(tag) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** Waits until nothing is left; gives how long that took in milliseconds, or Infinity after ten seconds. */
export async function goneAfter(survivors: () => readonly unknown[]): Promise<number> {
  const started = performance.now();
  while (survivors().length > 0) {
    if (performance.now() - started > 10_000) return Infinity;
    await delay(20);
  }
  return performance.now() - started;
}
