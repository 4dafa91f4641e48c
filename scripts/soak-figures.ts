import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process holds. Megabytes. */
export interface Figures {
  descriptors: number;
  zombies: number;
  heap: number;
  rss: number;
}

const onLinux = process.platform === 'linux';

export function measureSelf(): Figures {
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    descriptors: onLinux ? readdirSync('/proc/self/fd').length : 0,
    zombies: pids().filter(isOurZombie).length,
    heap: (heapUsed + external) / 1e6,
    rss: rss / 1e6,
  };
}

/** Lets go of everything that nothing refers to, so that what is left is what is held. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') for (let turn = 0; turn < 3; turn += 1) collect();
}

/** Processes that a session of this process started. Linux only. */
export function tagged(): string[] {
  const tag = `SIGNALBOX_SESSION=${process.pid}.`;
  return pids().filter((pid) => read(`/proc/${pid}/environ`).includes(tag));
}

function isOurZombie(pid: string): boolean {
  const stat = read(`/proc/${pid}/stat`);
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' && Number(parent) === process.pid;
}

function pids(): string[] {
  return onLinux ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
