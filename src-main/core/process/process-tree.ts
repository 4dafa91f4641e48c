import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { listProcesses, type ProcessEntry } from './list-processes.ts';

/** What names a tree: the process we started (also the leader of its group) and the tag in its environment. */
export interface TreeRoot {
  pid: number;
  tag: string;
  /** When it started; see `startOf`. */
  started?: string | undefined;
}

/**
 * Everything alive that belongs to the tree: the group, what carries the tag, what `known` lists, and the descendants
 * of all these. `known` is an earlier answer: it finds those whose parent has ended since.
 */
export async function findTree(root: TreeRoot, known: readonly ProcessEntry[] = []): Promise<ProcessEntry[]> {
  return treeIn(await listProcesses(), root, known);
}

/**
 * The same, with whether that is certain: a process that is in the middle of `exec` shows no tag for a moment, and may
 * be ours when it is younger than the root.
 */
export async function findTreeSurely(
  root: TreeRoot,
  known: readonly ProcessEntry[],
): Promise<{ tree: ProcessEntry[]; certain: boolean }> {
  const entries = await listProcesses();
  const mayBeOurs = ({ unsettled, started }: ProcessEntry): boolean =>
    unsettled === true && Number(started) >= Number(root.started ?? 0);
  return { tree: treeIn(entries, root, known), certain: !entries.some(mayBeOurs) };
}

function treeIn(
  entries: readonly ProcessEntry[],
  root: TreeRoot,
  known: readonly ProcessEntry[],
): ProcessEntry[] {
  const byPid = new Map(entries.map((entry) => [entry.pid, entry]));
  const leader = byPid.get(root.pid);
  // Another process may have got the pid after ours was reaped; then the group of that number is not ours either.
  const reused = leader !== undefined && leader.tag !== undefined && leader.tag !== root.tag;
  const isOurs = (entry: ProcessEntry): boolean =>
    entry.tag === root.tag ||
    (!reused && (entry.pgid === root.pid || entry.pid === root.pid)) ||
    known.some((before) => before.pid === entry.pid && before.started === entry.started);
  const found = new Set(entries.filter(isOurs));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const entry of entries) {
      const parent = byPid.get(entry.ppid);
      if (parent && found.has(parent)) found.add(entry);
    }
  }
  return [...found].filter((entry) => entry.pid !== process.pid);
}

/** Sends a signal to each process; those already gone are passed over. */
export function signalAll(entries: readonly ProcessEntry[], signal: NodeJS.Signals): void {
  for (const { pid } of entries) trySignal(pid, signal);
}

/** Sends a signal to the whole process group of a leader. Does nothing on Windows, which has no groups. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') trySignal(-pid, signal);
}

/** Windows: ends a process and its descendants at once. */
export async function taskkillTree(pid: number): Promise<void> {
  await promisify(execFile)('taskkill', ['/pid', String(pid), '/T', '/F'], {
    windowsHide: true,
    timeout: 2000,
  }).catch(
    () => undefined, // It had ended by itself.
  );
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, or not ours to signal.
  }
}
