import { HostFailure } from '#contract/host-error.ts';
import { readFileSync } from 'node:fs';
import type { SqlDatabase } from './sql-database.ts';

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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Makes this process the one that writes the log: positions are numbered in memory, so there can be only one. A claim
 * of a process that is gone does not count. Throws HostFailure `storage-failed` while another process holds it.
 */
export function claimWriting(db: SqlDatabase): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const claim = db.prepare('SELECT writer FROM state').get()?.['writer'];
    const [pidText, started] = typeof claim === 'string' ? claim.split(' ') : [];
    const pid = Number(pidText ?? 0);
    if (pid > 0 && pid !== process.pid && isAlive(pid) && (started ?? '') === (startedAt(pid) ?? '')) {
      throw new HostFailure(
        'storage-failed',
        `Another Signalbox (process ${pid}) writes the traffic log of this data folder. Close it, or use --data-dir with another folder.`,
      );
    }
    db.prepare('UPDATE state SET writer = ?').run(`${process.pid} ${startedAt(process.pid) ?? ''}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** Gives the claim back. */
export function releaseWriting(db: SqlDatabase): void {
  db.prepare('UPDATE state SET writer = NULL').run();
}
