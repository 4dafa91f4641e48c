import { HostFailure } from '#contract/host-error.ts';
import { openCode, statusCode } from './stored-record.ts';
import { Segments } from './segments.ts';
import type { SqlDatabase } from './sql-database.ts';
import { claimWriting } from './writer-claim.ts';

const version = 1;

/**
 * `record` is narrow so that a filter reads little; `body` holds the bytes in parts (see body-parts.ts); `odd` marks
 * a part with a NUL byte, at which SQLite's LIKE would stop. `gap` holds positions lost while the disk was full.
 */
const tables = `
  CREATE TABLE server (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
  CREATE TABLE session (id INTEGER PRIMARY KEY, server INTEGER NOT NULL) STRICT;
  CREATE TABLE record (
    seq INTEGER PRIMARY KEY, session INTEGER NOT NULL, server INTEGER NOT NULL, time REAL NOT NULL, direction INTEGER NOT NULL,
    kind INTEGER NOT NULL, method TEXT, id TEXT, size INTEGER NOT NULL, flags INTEGER NOT NULL, status INTEGER,
    pair INTEGER, latency REAL, caller TEXT
  ) STRICT;
  CREATE TABLE body (key INTEGER PRIMARY KEY, odd INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE gap (first INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
  CREATE TABLE state (only INTEGER PRIMARY KEY CHECK (only = 1), removed_to INTEGER NOT NULL, writer TEXT) STRICT;
  INSERT INTO state VALUES (1, 0, NULL);
  PRAGMA user_version = ${version};
`;

/** What a database holds when it is opened. */
export interface Opened {
  segments: Segments;
  lastSeq: number;
  lastSession: number;
  /** Positions up to here are removed; some may still take space. */
  removedTo: number;
}

/**
 * Makes the tables, or reads where the last run ended; with `write`, makes this process the one that writes, and lets
 * `replay` bring in what the last one left behind. Throws HostFailure `storage-failed` when the file was written by a
 * newer version (it is not touched then), when it cannot be read, or when another process writes it.
 */
export function openSchema(db: SqlDatabase, write: boolean, replay: () => void): Opened {
  try {
    const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (found > version) {
      throw new HostFailure(
        'storage-failed',
        `The traffic log was written by a newer version of Signalbox (format ${found}, this one knows ${version}). ` +
          'Use that version, or move the file away to start a new log.',
      );
    }
    if (found === 0) {
      // A file that was given a journal mode already needs the VACUUM; it is empty.
      db.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM;');
      db.exec(`BEGIN IMMEDIATE; ${tables} COMMIT;`);
    }
    if (write) {
      claimWriting(db);
      replay();
      settleOpenRequests(db);
    }
    return readState(db);
  } catch (error) {
    if (error instanceof HostFailure) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new HostFailure(
      'storage-failed',
      `The traffic log cannot be opened (${why}). Move the file away to start a new one.`,
      { cause: error },
    );
  }
}

function readState(db: SqlDatabase): Opened {
  const removedTo = Number(db.prepare('SELECT removed_to FROM state').get()?.['removed_to'] ?? 0);
  const range = db.prepare('SELECT min(seq) AS first, max(seq) AS last FROM record').get();
  const lastSession = Number(db.prepare('SELECT max(id) AS last FROM session').get()?.['last'] ?? 0);
  const segments = new Segments();
  let lastSeq = removedTo;
  if (typeof range?.['first'] === 'number' && typeof range['last'] === 'number') {
    segments.append(range['first'], range['last']);
    lastSeq = Math.max(lastSeq, range['last']);
  }
  for (const gap of db.prepare('SELECT first, last FROM gap').all()) {
    segments.remove(Number(gap['first']), Number(gap['last']));
    lastSeq = Math.max(lastSeq, Number(gap['last']));
  }
  segments.remove(0, removedTo);
  return { segments, lastSeq, lastSession, removedTo };
}

/** Requests that waited when the last run ended, however it ended, are without answer for ever. */
function settleOpenRequests(db: SqlDatabase): void {
  db.exec(`UPDATE record SET status = ${statusCode('lost')} WHERE status = ${openCode}`);
}
