import { chmodSync, closeSync, constants, lstatSync, openSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HostFailure } from '#contract/host-error.ts';

/** A value that SQLite stores. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** One row of a result, by column name. */
export type SqlRow = Record<string, SqlValue>;

/** A prepared statement. */
export interface SqlStatement {
  run(...values: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
  /** Row by row, for results that should not be held whole. */
  iterate(...values: SqlValue[]): Iterator<SqlRow> & Iterable<SqlRow>;
  iterate(...values: SqlValue[]): Iterable<SqlRow>;
}

/** An open database; everything is synchronous. */
export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  close(): void;
}

/** Durable: every commit is on the disk itself. Otherwise a commit survives the death of the process, not of the machine. */
export interface DatabaseOptions {
  durable: boolean;
}

/**
 * Opens (or makes) a database file, 0600, in WAL mode; another process may have it open as well, writers wait for each
 * other up to 5 s. A symlink is refused.
 * @throws HostFailure `storage-failed`
 */
export function openDatabase(path: string, options: DatabaseOptions): SqlDatabase {
  let database: DatabaseSync | undefined;
  try {
    prepareFile(path);
    database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
    // Journal and shared-memory files take the mode of the database file.
    database.exec('PRAGMA journal_mode = WAL');
    // FULL syncs each commit. OFF never does: what survives then is the death of the process, not that of the machine,
    // and no write ever waits for the disk.
    database.exec(`PRAGMA synchronous = ${options.durable ? 'FULL' : 'OFF'}`);
    // Where it does not wait for the disk, a small checkpoint (4 MiB) takes few milliseconds; one that waits is rare.
    database.exec(`PRAGMA wal_autocheckpoint = ${options.durable ? 4000 : 1000}`);
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (cause) {
    if (database?.isOpen) database.close();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HostFailure(
      'storage-failed',
      `The database ${path} cannot be opened (${why}). Move it away or name another data directory with --data-dir.`,
      { cause },
    );
  }
}

/** A database that leaves nothing on the disk. */
export function openMemoryDatabase(): SqlDatabase {
  return new DatabaseSync(':memory:');
}

/**
 * Like {@link openDatabase}, but a file that is no database (torn, overwritten) is kept aside as `.bad-<time>` and an
 * empty database takes its place; `notice` says so in one sentence.
 * @throws HostFailure `storage-failed` for every other reason (disk full, permissions, symlink).
 */
export function openDatabaseOrSetAside(
  path: string,
  options: DatabaseOptions,
): { database: SqlDatabase; notice?: string } {
  try {
    return { database: openDatabase(path, options) };
  } catch (error) {
    if (!isTorn(error)) throw error;
    const aside = `${path}.bad-${new Date().toISOString().replaceAll(':', '-')}`;
    for (const suffix of ['', '-wal', '-shm']) {
      if (lstatSync(path + suffix, { throwIfNoEntry: false })) renameSync(path + suffix, aside + suffix);
    }
    return {
      database: openDatabase(path, options),
      notice: `${basename(path)} was damaged; it is kept as ${basename(aside)} and a new one was begun.`,
    };
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB: the content is wrong, not the circumstances. */
function isTorn(error: unknown): boolean {
  const cause = error instanceof HostFailure ? error.cause : undefined;
  return cause instanceof Error && 'errcode' in cause && (cause.errcode === 11 || cause.errcode === 26);
}

function prepareFile(path: string): void {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts?.isSymbolicLink()) throw new Error('it is a symbolic link');
  if (facts && !facts.isFile()) throw new Error('it is not a plain file');
  if (!facts) {
    // Made here, because SQLite would make it readable by others.
    closeSync(openSync(path, constants.O_CREAT | constants.O_RDWR | (constants.O_NOFOLLOW ?? 0), 0o600));
  } else if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
    chmodSync(path, 0o600);
  }
}
