import type { SqlDatabase, SqlStatement } from './sql-database.ts';

/** Milliseconds without a write after which the journal is moved into the database. */
const quietAfter = 500;

/**
 * Moves SQLite's write-ahead journal into the database when nothing is being written, so that traffic seldom has to
 * wait for that.
 */
export class Checkpointer {
  readonly #checkpoint: SqlStatement;
  #timer: NodeJS.Timeout | undefined;
  #lastWrite = 0;

  constructor(db: SqlDatabase) {
    this.#checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** Something was written. */
  written(): void {
    this.#lastWrite = performance.now();
    this.#timer ??= setTimeout(this.#look, quietAfter).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  // One timer for any number of writes: setting it anew for each would cost more than the look at the clock.
  readonly #look = (): void => {
    this.#timer = undefined;
    const quiet = performance.now() - this.#lastWrite;
    if (quiet < quietAfter) {
      this.#timer = setTimeout(this.#look, quietAfter - quiet).unref();
      return;
    }
    try {
      this.#checkpoint.get();
    } catch {
      // The journal stays as it is; SQLite tries again by itself.
    }
  };
}
