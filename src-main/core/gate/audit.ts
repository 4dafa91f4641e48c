import { auditEntrySchema, type AuditEntry } from '#contract/grant.ts';
import { createAuditTable } from './audit-table.ts';
import type { SqlDatabase, Transact } from './sql-database.ts';

/** Where an entry survives the death of the process before it is in the database. The host passes in a file. */
export interface AuditJournal {
  journal: {
    /** Writes one entry, in parts; it survives the death of the process when this returns. Throws what the system throws. */
    append(parts: readonly Uint8Array[]): void;
    clear(): void;
    close(): void;
  };
  /** Tells this journal from every other one. */
  run: string;
  /** What processes left that did not end by themselves. */
  left: readonly { run: string; entries: readonly Uint8Array[]; remove(): void }[];
  /** Removes the journal; everything is in the database. */
  remove(): void;
}

type NewEntry = Omit<AuditEntry, 'seq'>;

/** The record of what was decided, in the order of deciding. Only grows. */
export interface Audit {
  /**
   * Writes one entry; it survives the death of the process when this returns, and is in the database soon after. Throws
   * what the system or the database throws, and the entry is then not there.
   */
  note(entry: NewEntry): void;
  /** Writes one entry into the database, inside a transaction of the caller, after {@link Audit.flush}. */
  write(entry: NewEntry): void;
  /** Writes what was noted into the database. Throws what the database throws; nothing is lost then. */
  flush(): void;
  /** The latest entries, newest first. Throws what the database throws. */
  list(limit: number): AuditEntry[];
  /** Flushes; what is noted later goes straight into the database. Never throws. */
  close(): void;
}

const writeAfter = 100;
const retryAfter = 1000;

/** The audit kept in the gate's database, with a journal in front when one is given. Throws what the database throws. */
export function createAudit(db: SqlDatabase, transact: Transact, given: AuditJournal | undefined): Audit {
  const table = createAuditTable(db);
  let front = given;
  let noted: NewEntry[] = [];
  /** Entries of this run so far. */
  let count = 0;
  let failed = false;
  let timer: NodeJS.Timeout | undefined;

  for (const { run, entries, remove } of given?.left ?? []) {
    transact('process', () => {
      const known = table.committed(run);
      for (const entry of entries.map(decode)) {
        if (entry && entry.number > known) table.insert(entry.entry);
      }
      table.commit(run, Number.MAX_SAFE_INTEGER);
    });
    remove();
    table.forget(run);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!front || noted.length === 0) return;
    const { run, journal } = front;
    try {
      transact('process', () => {
        for (const entry of noted) table.insert(entry);
        table.commit(run, count);
      });
      failed = false;
    } catch (error) {
      failed = true;
      wait();
      throw error;
    }
    noted = [];
    try {
      journal.clear();
    } catch {
      // What stays there is known to be in the database.
    }
  }

  function wait(): void {
    timer ??= setTimeout(
      () => {
        try {
          flush();
        } catch {
          // The next call hears of it.
        }
      },
      failed ? retryAfter : writeAfter,
    ).unref();
  }

  return {
    note(entry) {
      // What cannot be brought into the database must not grow without end.
      if (failed) flush();
      if (!front) {
        table.insert(entry);
        return;
      }
      front.journal.append([encode(count + 1, entry)]);
      count += 1;
      noted.push(entry);
      wait();
    },
    write: (entry) => table.insert(entry),
    flush,
    list(limit) {
      flush();
      return table.latest(limit).map((row) => auditEntrySchema.parse(row));
    },
    close() {
      try {
        flush();
        front?.journal.close();
        front?.remove();
        if (front) table.forget(front.run);
      } catch {
        // The journal has it for the next start.
      }
      front = undefined;
    },
  };
}

function encode(number: number, entry: NewEntry): Uint8Array {
  return Buffer.from(JSON.stringify({ number, entry }));
}

function decode(bytes: Uint8Array): { number: number; entry: NewEntry } | undefined {
  try {
    // Only `encode` writes entries; the schema judges them when they are read from the database.
    return JSON.parse(Buffer.from(bytes).toString()) as { number: number; entry: NewEntry };
  } catch {
    return undefined;
  }
}
