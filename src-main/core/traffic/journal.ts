import type { Change } from './change.ts';
import type { Batch, QueuedRecord } from './record-writer.ts';

/**
 * Where a turn's records survive the death of the process before they are in the database. The host passes in a file
 * that only grows.
 */
export interface TrafficJournal {
  /** Writes one entry, given in parts; it survives the death of the process when this returns. Throws what the system throws. */
  append(parts: readonly Uint8Array[]): void;
  /** Forgets everything: it is in the database. Throws what the system throws. */
  clear(): void;
  close(): void;
}

/** The part of a batch that a journal can hold; the rest goes to the database at once. */
export type JournalBatch = Pick<Batch, 'servers' | 'sessions' | 'records' | 'changes'>;

interface Head {
  servers: JournalBatch['servers'];
  sessions: JournalBatch['sessions'];
  records: (Omit<QueuedRecord, 'bytes'> & { length: number })[];
  changes: [number, Change][];
}

/** One entry of the journal: its length, what is known of the records as JSON, and their bytes one after the other. */
export function encodeBatch(batch: JournalBatch): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  const records = batch.records.map(({ bytes, ...row }) => {
    bodies.push(bytes);
    return { ...row, length: bytes.length };
  });
  const head: Head = {
    servers: batch.servers,
    sessions: batch.sessions,
    records,
    changes: [...batch.changes],
  };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32LE(json.length);
  return [length, json, ...bodies];
}

/** The batch of an entry. Throws when the entry cannot be read. */
export function decodeBatch(entry: Uint8Array): JournalBatch {
  const buffer = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  let position = 4 + buffer.readUInt32LE();
  // Only this module writes entries, and the journal gives back whole ones only.
  const head = JSON.parse(buffer.toString('utf8', 4, position)) as Head;
  const records = head.records.map(({ length, ...row }): QueuedRecord => {
    const bytes = buffer.subarray(position, (position += length));
    if (bytes.length !== length) throw new Error('an entry of the journal is too short');
    // JSON leaves out what is undefined; `StoredRecord` has all members.
    return {
      ...row,
      method: row.method,
      id: row.id,
      status: row.status,
      pair: row.pair,
      latency: row.latency,
      caller: row.caller,
      bytes,
    };
  });
  return { ...head, records, changes: new Map(head.changes) };
}
