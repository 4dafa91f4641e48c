import { bodyKey, partCount, partOf } from './body-parts.ts';
import type { Change } from './change.ts';
import type { SqlDatabase, SqlStatement } from './sql-database.ts';
import { directionCode, idText, kindCode, statusCode, type StoredRecord } from './stored-record.ts';

/** A record that is not on disk yet, or not wholly. */
export interface QueuedRecord extends StoredRecord {
  bytes: Uint8Array;
  /** Parts of the bytes that are on disk. */
  partsWritten: number;
}

/** Everything one transaction writes. */
export interface Batch {
  servers: readonly { id: number; name: string }[];
  sessions: readonly { id: number; server: number }[];
  gaps: readonly { first: number; last: number }[];
  /** Their rows and as much of their bytes as the budget allows. */
  records: readonly QueuedRecord[];
  /** Records whose rows are on disk and whose bytes are not, wholly. */
  unfinished: readonly QueuedRecord[];
  changes: ReadonlyMap<number, Change>;
  removedTo: number | undefined;
}

/** Writes batches, each in one transaction: all of it or nothing. */
export class RecordWriter {
  readonly #begin: SqlStatement;
  readonly #commit: SqlStatement;
  readonly #rollback: SqlStatement;
  readonly #server: SqlStatement;
  readonly #session: SqlStatement;
  readonly #gap: SqlStatement;
  readonly #record: SqlStatement;
  readonly #body: SqlStatement;
  readonly #change: SqlStatement;
  readonly #removed: SqlStatement;

  /** With `again`, some of it may be there already, and then stays. */
  constructor(db: SqlDatabase, { again } = { again: false }) {
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#server = db.prepare('INSERT OR IGNORE INTO server VALUES (?, ?)');
    this.#session = db.prepare('INSERT OR IGNORE INTO session VALUES (?, ?)');
    this.#gap = db.prepare('INSERT OR IGNORE INTO gap VALUES (?, ?)');
    const insert = again ? 'INSERT OR IGNORE INTO' : 'INSERT INTO';
    this.#record = db.prepare(`${insert} record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#body = db.prepare(`${insert} body VALUES (?, ?, ?)`);
    this.#change = db.prepare(
      'UPDATE record SET kind = coalesce(?, kind), method = coalesce(?, method), id = coalesce(?, id), ' +
        'flags = flags | ?, status = coalesce(?, status), pair = coalesce(?, pair), latency = coalesce(?, latency), ' +
        'caller = coalesce(?, caller) WHERE seq = ?',
    );
    this.#removed = db.prepare('UPDATE state SET removed_to = ?');
  }

  /**
   * Gives how many parts of each record are on disk now; the caller notes them once this returns. Throws what the
   * database throws, with nothing written.
   */
  write(batch: Batch, partBudget: number): Map<QueuedRecord, number> {
    const written = new Map<QueuedRecord, number>();
    let budget = partBudget;
    this.#begin.run();
    try {
      for (const server of batch.servers) this.#server.run(server.id, server.name);
      for (const session of batch.sessions) this.#session.run(session.id, session.server);
      for (const gap of batch.gaps) this.#gap.run(gap.first, gap.last);
      for (const record of batch.unfinished) budget = this.#parts(record, budget, written);
      for (const record of batch.records) {
        this.#row(record);
        budget = this.#parts(record, budget, written);
      }
      for (const [seq, change] of batch.changes) this.#changed(seq, change);
      if (batch.removedTo !== undefined) this.#removed.run(batch.removedTo);
      this.#commit.run();
    } catch (error) {
      this.#undo();
      throw error;
    }
    return written;
  }

  #undo(): void {
    try {
      this.#rollback.run();
    } catch {
      // SQLite ends the transaction by itself when the disk is full.
    }
  }

  #row(record: QueuedRecord): void {
    this.#record.run(
      record.seq,
      record.session,
      record.server,
      record.time,
      directionCode(record.direction),
      kindCode(record.kind),
      record.method ?? null,
      idText(record.id),
      record.size,
      record.flags,
      record.status === undefined ? null : statusCode(record.status),
      record.pair ?? null,
      record.latency ?? null,
      record.caller ?? null,
    );
  }

  /** Small records are always written whole; of the long ones, what the budget allows. */
  #parts(record: QueuedRecord, budget: number, written: Map<QueuedRecord, number>): number {
    const count = partCount(record.bytes.length);
    let part = record.partsWritten;
    let left = budget;
    while (part < count && (count === 1 || left > 0)) {
      const bytes = partOf(record.bytes, part);
      this.#body.run(bodyKey(record.seq, part), bytes.includes(0) ? 1 : 0, bytes);
      part++;
      if (count > 1) left--;
    }
    if (count > 1) written.set(record, part);
    return left;
  }

  #changed(seq: number, change: Change): void {
    this.#change.run(
      change.kind === undefined ? null : kindCode(change.kind),
      change.method ?? null,
      idText(change.id),
      change.flags ?? 0,
      change.status === undefined ? null : statusCode(change.status),
      change.pair ?? null,
      change.latency ?? null,
      change.caller ?? null,
      seq,
    );
  }
}
