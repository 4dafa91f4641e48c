import { HostFailure } from '#contract/host-error.ts';

/** A value that SQLite stores. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** A prepared statement, as far as the gate needs it. */
export interface SqlStatement {
  run(...values: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): Record<string, unknown> | undefined;
  all(...values: SqlValue[]): Record<string, unknown>[];
}

/** The narrow part of a SQL database that the gate needs; node:sqlite's DatabaseSync has this shape. The host passes it in. */
export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  close(): void;
}

/** `disk`: the commit is on the disk itself when this returns. `process`: it survives the death of the process. */
export type Durability = 'disk' | 'process';

/** Runs work as one transaction: all of it is kept, or nothing. Throws what the work or the database throws. */
export type Transact = <T>(durability: Durability, work: () => T) => T;

/** The transactions of one connection. The connection must be in WAL mode; its `synchronous` setting is left at NORMAL. */
export function createTransact(db: SqlDatabase): Transact {
  db.exec('PRAGMA synchronous = NORMAL');
  return (durability, work) => {
    // The setting cannot be changed inside a transaction.
    if (durability === 'disk') db.exec('PRAGMA synchronous = FULL');
    try {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        rollBack(db);
        throw error;
      }
    } finally {
      if (durability === 'disk') db.exec('PRAGMA synchronous = NORMAL');
    }
  };
}

/** The failure of the gate's own database as people see it. */
export function storageFailed(what: string, cause: unknown): HostFailure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new HostFailure(
    'storage-failed',
    `${what} (${why}). Make room on the disk or correct the permissions of the data directory, then try again.`,
    { cause },
  );
}

function rollBack(db: SqlDatabase): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself after most I/O errors; the first error is the one that tells.
  }
}
