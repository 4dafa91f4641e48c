import type { SqlDatabase, Transact } from './sql-database.ts';

/** How often, and when last (milliseconds since 1970), a grant was used since that was last written. */
interface Count {
  count: number;
  last: number;
}

/** Counts uses of stored grants in memory and writes them once a second: a call must not wait for bookkeeping. */
export interface Uses {
  add(id: string, time: number): void;
  pending(id: string): Count | undefined;
  flush(): void;
  close(): void;
}

const WRITE_AFTER_MS = 1000;

/** Counts for the `grants` table; `onWritten` hears what was written. */
export function createUses(
  db: SqlDatabase,
  transact: Transact,
  onWritten: (written: ReadonlyMap<string, Count>) => void,
): Uses {
  const update = db.prepare('UPDATE grants SET uses = uses + ?, last_used_at = ? WHERE id = ?');
  let counts = new Map<string, Count>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (counts.size === 0) return;
    const written = counts;
    try {
      transact('process', () => written.forEach(({ count, last }, id) => update.run(count, last, id)));
    } catch {
      // A count is no reason to disturb anyone; it stays in memory and goes with the next one.
      return;
    }
    counts = new Map();
    onWritten(written);
  }

  return {
    add(id, time) {
      const before = counts.get(id);
      if (before) {
        before.count += 1;
        before.last = time;
      } else {
        counts.set(id, { count: 1, last: time });
      }
      timer ??= setTimeout(flush, WRITE_AFTER_MS).unref();
    },
    pending: (id) => counts.get(id),
    flush,
    close() {
      flush();
      clearTimeout(timer);
    },
  };
}
