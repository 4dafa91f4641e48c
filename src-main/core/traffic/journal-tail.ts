import { addChange, type Change } from './change.ts';
import { encodeBatch, type JournalBatch, type TrafficJournal } from './journal.ts';

/** Knows how much of what waits for the database is in the journal, and brings the rest there. */
export class JournalTail {
  readonly #journal: TrafficJournal;
  #servers = 0;
  #sessions = 0;
  #records = 0;
  #changes = new Map<number, Change>();

  constructor(journal: TrafficJournal) {
    this.#journal = journal;
  }

  /** A record changed: `index` among those that wait, or undefined when its row is on disk. */
  changed(seq: number, index: number | undefined, change: Change): void {
    // It goes there whole, with its changes.
    if (index !== undefined && index >= this.#records) return;
    const earlier = this.#changes.get(seq);
    if (earlier) addChange(earlier, change);
    else this.#changes.set(seq, { ...change });
  }

  /** Brings what is new of all that waits into the journal, in one write. Throws what the journal throws. */
  write({ servers, sessions, records }: Omit<JournalBatch, 'changes'>): void {
    const isNew =
      servers.length > this.#servers ||
      sessions.length > this.#sessions ||
      records.length > this.#records ||
      this.#changes.size > 0;
    if (!isNew) return;
    this.#journal.append(
      encodeBatch({
        servers: servers.slice(this.#servers),
        sessions: sessions.slice(this.#sessions),
        records: records.slice(this.#records),
        changes: this.#changes,
      }),
    );
    this.#servers = servers.length;
    this.#sessions = sessions.length;
    this.#records = records.length;
    this.#changes = new Map();
  }

  /** Nothing of what waits is looked for in the journal any more. */
  forget(): void {
    this.#servers = 0;
    this.#sessions = 0;
    this.#records = 0;
    this.#changes = new Map();
  }

  /** Everything is in the database. */
  clear(): void {
    try {
      this.#journal.clear();
    } catch {
      // What stays is written again at the next start, and changes nothing then.
    }
  }

  close(): void {
    this.#journal.close();
  }
}
