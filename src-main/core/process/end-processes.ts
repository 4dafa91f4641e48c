import { setTimeout as delay } from 'node:timers/promises';
import { listProcesses, type ProcessEntry } from './list-processes.ts';
import { signalAll } from './process-tree.ts';
import { readProc } from './read-proc.ts';

/** Milliseconds for each step of an ending. */
export interface EndingTimes {
  /** From SIGTERM to SIGKILL. */
  term: number;
  /** From SIGKILL until we stop waiting. */
  kill: number;
}

/**
 * Ends processes that are not our children, SIGTERM first, then SIGKILL. That each pid is still the same process is
 * checked again right before each signal. Gives those that are still alive. Never rejects.
 */
export async function endProcesses(
  targets: readonly ProcessEntry[],
  times: EndingTimes = { term: 1500, kill: 1000 },
): Promise<ProcessEntry[]> {
  let left = await remaining(targets);
  const steps = [
    ['SIGTERM', times.term],
    ['SIGKILL', times.kill],
  ] as const;
  for (const [signal, patience] of steps) {
    signalAll(left, signal);
    const until = performance.now() + patience;
    while (left.length > 0 && performance.now() < until) {
      await delay(20);
      left = await remaining(left);
    }
  }
  return left;
}

/** Those whose pid still names the process that was found; a zombie has ended. */
async function remaining(targets: readonly ProcessEntry[]): Promise<ProcessEntry[]> {
  if (process.platform === 'linux') return targets.filter(isSame);
  const now = new Map((await listProcesses().catch(() => [])).map((entry) => [entry.pid, entry.started]));
  return targets.filter((target) => now.get(target.pid) === target.started);
}

function isSame({ pid, started }: ProcessEntry): boolean {
  try {
    const stat = readProc(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 20);
    return fields[19] === started && fields[0] !== 'Z' && fields[0] !== 'X';
  } catch {
    return false;
  }
}
