import { setTimeout as delay } from 'node:timers/promises';
import {
  findTree,
  findTreeSurely,
  signalAll,
  signalGroup,
  taskkillTree,
  type TreeRoot,
} from './process-tree.ts';
import type { ProcessEntry } from './list-processes.ts';

/** Milliseconds each step may take. */
export interface Grace {
  /** From the end of input to SIGTERM. */
  stdin: number;
  /** From SIGTERM to SIGKILL. */
  term: number;
  /** From SIGKILL until we stop waiting. */
  kill: number;
}

/** No `exec` takes longer; who has no environment after this never had one. */
const unsettledFor = 300;

/** Together under five seconds, whatever the process does. */
export const defaultGrace: Grace = { stdin: 1500, term: 1500, kill: 1000 };

/** The process to stop, as narrow as the steps need it. */
export interface Stoppable extends TreeRoot {
  closeInput(): void;
  exited: Promise<unknown>;
  /** Who was in the tree before the first step. Never rejects. */
  known: Promise<readonly ProcessEntry[]>;
}

/**
 * Ends a process the way MCP asks for (2025-06-18, Lifecycle, Shutdown): 1 close its input and wait; 2 SIGTERM to its
 * group and wait; 3 SIGKILL to the whole tree and wait. Never rejects.
 */
export async function stopProcess(target: Stoppable, grace: Grace): Promise<void> {
  target.closeInput();
  if (await endsWithin(target.exited, grace.stdin)) return;
  if (process.platform === 'win32') {
    await taskkillTree(target.pid);
  } else {
    signalGroup(target.pid, 'SIGTERM');
    if (await endsWithin(target.exited, grace.term)) return;
    signalGroup(target.pid, 'SIGKILL');
    signalAll(await findTree(target, await target.known).catch(() => []), 'SIGKILL');
  }
  await endsWithin(target.exited, grace.kill);
}

/**
 * After the leader has ended: ends what is left of its tree, politely for `polite` milliseconds, then firmly.
 * Resolves when nothing is left, or after a second of firmness. However slow the machine is, it is firm at least once.
 */
export async function sweepLeftovers(
  root: TreeRoot,
  known: readonly ProcessEntry[],
  polite: number,
): Promise<void> {
  const started = performance.now();
  let asked = false;
  let firm = false;
  for (;;) {
    const { tree, certain } = await findTreeSurely(root, known).catch(() => ({ tree: [], certain: true }));
    const waited = performance.now() - started;
    if (tree.length === 0 && (certain || waited > unsettledFor)) return;
    if (firm && waited > polite + 1000) return;
    if (waited >= polite) {
      signalAll(tree, 'SIGKILL');
      firm = true;
    } else if (!asked && tree.length > 0) {
      signalAll(tree, 'SIGTERM');
      asked = true;
    }
    await delay(20);
  }
}

async function endsWithin(ended: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(milliseconds, false, { signal: timer.signal }).catch(() => false);
  const inTime = await Promise.race([ended.then(() => true), late]);
  timer.abort();
  return inTime;
}
