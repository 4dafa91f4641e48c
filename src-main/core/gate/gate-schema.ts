import { HostFailure } from '#contract/host-error.ts';
import { storageFailed, type SqlDatabase } from './sql-database.ts';

const VERSION = 1;

const schema = `
CREATE TABLE grants (
  id TEXT PRIMARY KEY,
  server TEXT NOT NULL,
  tool TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  launch TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at REAL NOT NULL,
  last_used_at REAL,
  uses INTEGER NOT NULL,
  UNIQUE (server, tool, fingerprint, launch)
) STRICT;
CREATE TABLE last_allowed (
  server TEXT NOT NULL,
  tool TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  launch TEXT NOT NULL,
  started_by TEXT NOT NULL,
  definition TEXT NOT NULL,
  arguments_json TEXT,
  PRIMARY KEY (server, tool)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  -- Rows are never removed, so numbers grow without AUTOINCREMENT, which would double the time of each call's entry.
  seq INTEGER PRIMARY KEY,
  time REAL NOT NULL,
  server TEXT NOT NULL,
  tool TEXT NOT NULL,
  caller TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  decision TEXT,
  "grant" TEXT,
  arguments_json TEXT NOT NULL
) STRICT;`;

/** How many entries of each journal are in the table; see audit.ts. */
const journals =
  'CREATE TABLE IF NOT EXISTS audit_run (run TEXT PRIMARY KEY, entries INTEGER NOT NULL) STRICT';

/**
 * Makes the gate's tables in an empty database.
 * @throws HostFailure `storage-failed`, also when a newer Signalbox made them: the file is then not touched.
 */
export function prepareGateSchema(db: SqlDatabase): void {
  let version: number;
  try {
    version = readVersion(db);
    if (version === 0) {
      db.exec('BEGIN IMMEDIATE');
      // Another process may have made them between the look and the lock.
      if (readVersion(db) === 0) db.exec(`${schema} PRAGMA user_version = ${VERSION};`);
      db.exec('COMMIT');
      version = readVersion(db);
    }
    if (version <= VERSION) db.exec(journals);
  } catch (cause) {
    throw storageFailed('The rules cannot be read', cause);
  }
  if (version > VERSION) {
    throw new HostFailure(
      'storage-failed',
      'The rules were written by a newer Signalbox and are left alone. Start that version, or name another data directory with --data-dir.',
    );
  }
}

function readVersion(db: SqlDatabase): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
