import { bodyKey, joinParts, maxParts, partSize } from './body-parts.ts';
import type { SqlDatabase, SqlStatement } from './sql-database.ts';
import { storedRecordOf, type StoredRecord } from './stored-record.ts';

/** Bytes of a record that its summary is made from; longer records are not parsed for it. */
export const headSize = 64 * 1024;

/** A record with the start of its bytes. */
export interface RecordHead {
  record: StoredRecord;
  /** At most {@link headSize} bytes. */
  head: Uint8Array;
}

const nothing = new Uint8Array();

/** Reads records that are on disk. Throws what the database throws. */
export class RecordReader {
  readonly #some: SqlStatement;
  readonly #one: SqlStatement;
  readonly #parts: SqlStatement;

  constructor(db: SqlDatabase) {
    this.#some = db.prepare(
      `SELECT r.*, CASE WHEN length(b.bytes) > ${headSize} THEN substr(b.bytes, 1, ${headSize}) ELSE b.bytes END AS head ` +
        `FROM record r LEFT JOIN body b ON b.key = r.seq * ${maxParts} ` +
        'WHERE r.seq IN (SELECT value FROM json_each(?)) ORDER BY r.seq',
    );
    this.#one = db.prepare('SELECT * FROM record WHERE seq = ?');
    this.#parts = db.prepare('SELECT bytes FROM body WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?');
  }

  /** Those of the given positions that are on disk, in order. */
  heads(seqs: readonly number[]): RecordHead[] {
    return this.#some.all(JSON.stringify(seqs)).map((row) => {
      const head = row['head'];
      return { record: storedRecordOf(row), head: head instanceof Uint8Array ? head : nothing };
    });
  }

  record(seq: number): StoredRecord | undefined {
    const row = this.#one.get(seq);
    return row && storedRecordOf(row);
  }

  /** The bytes of a record; at least `limit` of them when there are so many. */
  bytes(seq: number, limit: number): Uint8Array {
    const parts = Math.min(maxParts, Math.max(1, Math.ceil(limit / partSize)));
    const rows = this.#parts.all(bodyKey(seq, 0), bodyKey(seq, maxParts - 1), parts);
    return joinParts(rows.flatMap(({ bytes }) => (bytes instanceof Uint8Array ? [bytes] : [])));
  }
}
