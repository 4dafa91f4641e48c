import type { NotedStart } from '../process/find-leftovers.ts';
import type { SqlDatabase } from '../storage/database.ts';

/** Which processes run, written down so that a host that was killed leaves word of them. */
export interface StartedProcesses {
  spawned(pid: number, commandLine: string): void;
  exited(pid: number): void;
  /** Everything noted, also by other hosts. */
  list(): NotedStart[];
}

/**
 * Linux needs no notes: there the tag in a process's environment can be read, and no start waits for the disk.
 * A disk that is full costs the note, never the start.
 */
export function createStartedProcesses(
  db: SqlDatabase,
  platform: NodeJS.Platform = process.platform,
): StartedProcesses {
  if (platform === 'linux') return { spawned: () => undefined, exited: () => undefined, list: () => [] };
  db.exec(
    'CREATE TABLE IF NOT EXISTS started_process (pid INTEGER PRIMARY KEY, started REAL NOT NULL, ' +
      'host INTEGER NOT NULL, host_started REAL NOT NULL, command TEXT NOT NULL) STRICT',
  );
  const insert = db.prepare('INSERT OR REPLACE INTO started_process VALUES (?, ?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM started_process WHERE pid = ? AND host = ?');
  const select = db.prepare('SELECT * FROM started_process');
  const orNothing = (write: () => unknown): void => {
    try {
      write();
    } catch {
      // See above.
    }
  };
  return {
    spawned: (pid, commandLine) =>
      orNothing(() => insert.run(pid, Date.now(), process.pid, performance.timeOrigin, commandLine)),
    exited: (pid) => orNothing(() => remove.run(pid, process.pid)),
    list: () =>
      select.all().map((row) => ({
        pid: Number(row['pid']),
        startedAt: Number(row['started']),
        hostPid: Number(row['host']),
        hostStartedAt: Number(row['host_started']),
        commandLine: String(row['command']),
      })),
  };
}
