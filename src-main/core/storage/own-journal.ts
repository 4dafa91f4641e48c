import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal, type Journal } from './journal.ts';

/** A journal of this process alone, with the ones it takes over from processes that are gone. */
export interface OwnJournal {
  journal: Journal;
  /** Tells this journal from every other one, for ever. */
  run: string;
  left: LeftJournal[];
  /** Removes its file; for when everything is in the database. Never throws. */
  remove(): void;
}

/** What a process left that did not end by itself. */
export interface LeftJournal {
  run: string;
  entries: Buffer[];
  /** Removes its file; for when everything is in the database. Never throws. */
  remove(): void;
}

/**
 * Opens a journal `<name>-<process>-<run>.journal` in a folder that several processes share. Journals of processes that
 * are gone become ours, each for one process only.
 * @throws HostFailure `storage-failed`
 */
export function openOwnJournal(folder: string, name: string): OwnJournal {
  const pattern = new RegExp(`^${name}-(\\d+)-(\\d*)-([0-9a-f-]{36})\\.journal$`);
  const own = `${name}-${process.pid}-${startedAt(process.pid) ?? ''}`;
  const left: LeftJournal[] = [];
  for (const file of readdirSync(folder)) {
    const [, pid, started, run] = pattern.exec(file) ?? [];
    if (pid === undefined || run === undefined || isRunning(Number(pid), started ?? '')) continue;
    const taken = join(folder, `${own}-${run}.journal`);
    try {
      // Of several processes that start now, one succeeds.
      renameSync(join(folder, file), taken);
    } catch {
      continue;
    }
    const { journal, left: entries } = openJournal(taken);
    journal.close();
    left.push({ run, entries, remove: () => remove(taken) });
  }
  const run = randomUUID();
  const path = join(folder, `${own}-${run}.journal`);
  const { journal } = openJournal(path);
  return { journal, run, left, remove: () => remove(path) };
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is looked at again at the next start, and holds nothing new then.
  }
}

function isRunning(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return started === (startedAt(pid) ?? '');
}

/** When a process started, in the kernel's ticks; undefined where that cannot be read cheaply. Guards against reused pids. */
function startedAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Field 22; the name in parentheses before may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
