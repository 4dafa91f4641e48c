import { decodeBatch, type JournalBatch } from './journal.ts';
import { RecordWriter } from './record-writer.ts';
import type { SqlDatabase } from './sql-database.ts';

/**
 * Writes what an earlier process left in its journal into the database. What is there already
 * stays as it is, so that doing it twice is doing it once; what was removed is not brought back. Throws what the
 * database throws.
 */
export function replayJournal(db: SqlDatabase, entries: readonly Uint8Array[]): void {
  const batches = entries.flatMap((entry): JournalBatch[] => {
    try {
      return [decodeBatch(entry)];
    } catch {
      // Damaged on the disk: the others are worth as much without it.
      return [];
    }
  });
  if (batches.length === 0) return;
  const removedTo = Number(db.prepare('SELECT removed_to FROM state').get()?.['removed_to'] ?? 0);
  const gaps = db.prepare('SELECT first, last FROM gap').all();
  const isGone = (seq: number): boolean =>
    seq <= removedTo || gaps.some((gap) => seq >= Number(gap['first']) && seq <= Number(gap['last']));
  const writer = new RecordWriter(db, { again: true });
  const rest = { gaps: [], unfinished: [], removedTo: undefined };
  // One after the other, because a later one changes the records of an earlier one.
  for (const { servers, sessions, records, changes } of batches) {
    const kept = records.filter(({ seq }) => !isGone(seq));
    writer.write({ servers, sessions, records: kept, changes, ...rest }, Infinity);
  }
}
