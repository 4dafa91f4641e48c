import { bodyKey } from './body-parts.ts';
import type { SqlDatabase, SqlStatement } from './sql-database.ts';

/** What one slice of removal may take, in milliseconds. */
const target = 8;

/**
 * Removes records from disk that the log no longer shows, oldest first, in slices, so that a million of them hold up
 * nothing. A removal that fails or is cut short by the end of the process goes on the next time.
 */
export class Trimmer {
  readonly #db: SqlDatabase;
  readonly #records: SqlStatement;
  readonly #bodies: SqlStatement;
  readonly #gaps: SqlStatement;
  readonly #oldest: SqlStatement;
  #slice = 500;
  #removeTo: number;
  #shrink = false;

  constructor(db: SqlDatabase, removeTo: number) {
    this.#db = db;
    this.#removeTo = removeTo;
    this.#records = db.prepare('DELETE FROM record WHERE seq <= ?');
    this.#bodies = db.prepare('DELETE FROM body WHERE key < ?');
    this.#gaps = db.prepare('DELETE FROM gap WHERE last <= ?');
    this.#oldest = db.prepare('SELECT min(seq) AS oldest FROM record');
  }

  /** Everything up to this position is to go. With `shrink`, the file gives the space back as well. */
  removeTo(seq: number, shrink: boolean): void {
    this.#removeTo = Math.max(this.#removeTo, seq);
    this.#shrink ||= shrink;
  }

  /** Removes one slice. False when nothing is left to do. Throws what the database throws. */
  advance(): boolean {
    const oldest = this.#oldest.get()?.['oldest'];
    if (typeof oldest !== 'number' || oldest > this.#removeTo) return this.#giveBack();
    const started = performance.now();
    const to = Math.min(this.#removeTo, oldest + this.#slice - 1);
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      this.#records.run(to);
      this.#bodies.run(bodyKey(to + 1, 0));
      this.#gaps.run(to);
      this.#db.exec('COMMIT');
    } catch (error) {
      try {
        this.#db.exec('ROLLBACK');
      } catch {
        // SQLite may have ended the transaction by itself.
      }
      throw error;
    }
    const took = performance.now() - started;
    this.#slice = Math.min(
      20_000,
      Math.max(10, Math.round(this.#slice * Math.min(2, target / Math.max(took, 0.1)))),
    );
    return true;
  }

  #giveBack(): boolean {
    if (!this.#shrink) return false;
    const free = Number(this.#db.prepare('PRAGMA freelist_count').get()?.['freelist_count'] ?? 0);
    this.#shrink = free > 0;
    if (free > 0) this.#db.exec('PRAGMA incremental_vacuum(1000)');
    return free > 0;
  }
}
