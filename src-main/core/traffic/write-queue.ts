import { HostFailure } from '#contract/host-error.ts';
import { partCount, partSize } from './body-parts.ts';
import { addChange, type Change } from './change.ts';
import type { JournalTail } from './journal-tail.ts';
import type { QueuedRecord, RecordWriter } from './record-writer.ts';

/** Parts of long records written in one turn: 4 MiB, which takes a few milliseconds. */
const partsPerTurn = (4 * 1024 * 1024) / partSize;
/** Long records waiting for their turns may hold this much; past it they are written at once, which slows the sender. */
const maxUnfinishedBytes = 64 * 1024 * 1024;

/** So much may wait in memory for the database once it is in the journal; more goes there at the end of its turn. */
const lazy = { records: 500, bytes: 2 * 1024 * 1024 };

/** What is kept in memory while nothing can be written: the newest of it. */
export interface MemoryBounds {
  records: number;
  bytes: number;
}

/** How the queue hands on what happens to it. */
export interface QueueEvents {
  /** Once per failure, not per attempt. */
  onFailure(error: HostFailure): void;
  /** Writing works again; so many records were lost in between. */
  onRecovered(lost: number): void;
  /** Records that are nowhere any more, because memory was full too. */
  onDropped(first: number, last: number): void;
}

/**
 * Records wait here until they are written in one transaction: at the end of the turn or, when a journal keeps them safe
 * until then, some turns later. When that fails, the newest stay in memory and everything is tried again later; traffic
 * never waits for the disk.
 */
export class WriteQueue {
  readonly #writer: RecordWriter;
  readonly #bounds: MemoryBounds;
  readonly #events: QueueEvents;
  readonly #tail: JournalTail | undefined;
  #servers: { id: number; name: string }[] = [];
  #sessions: { id: number; server: number }[] = [];
  #gaps: { first: number; last: number }[] = [];
  #records: QueuedRecord[] = [];
  #recordBytes = 0;
  #unfinished: QueuedRecord[] = [];
  #changes = new Map<number, Change>();
  #removedTo: number | undefined;
  #lost = 0;
  #failing = false;

  constructor(
    writer: RecordWriter,
    bounds: MemoryBounds,
    events: QueueEvents,
    tail: JournalTail | undefined,
  ) {
    this.#writer = writer;
    this.#bounds = bounds;
    this.#events = events;
    this.#tail = tail;
  }

  /** True from a failed write until the next that works. */
  get failing(): boolean {
    return this.#failing;
  }

  /** True when there is something to write. */
  get waiting(): boolean {
    return (
      this.#records.length > 0 ||
      this.#unfinished.length > 0 ||
      this.#changes.size > 0 ||
      this.#sessions.length > 0 ||
      this.#removedTo !== undefined
    );
  }

  /** The records whose rows are in memory only, oldest first, without gaps. */
  get records(): readonly QueuedRecord[] {
    return this.#records;
  }

  addServer(id: number, name: string): void {
    this.#servers.push({ id, name });
  }

  addSession(id: number, server: number): void {
    this.#sessions.push({ id, server });
  }

  add(record: QueuedRecord): void {
    this.#records.push(record);
    this.#recordBytes += record.bytes.length;
  }

  /** A record of which not everything is on disk. */
  find(seq: number): QueuedRecord | undefined {
    const first = this.#records[0];
    if (first && seq >= first.seq) return this.#records[seq - first.seq];
    return this.#unfinished.find((record) => record.seq === seq);
  }

  /** True while bytes of a record up to this position are not on disk, though its row is. */
  unfinishedUpTo(seq: number): boolean {
    return this.#unfinished.some((record) => record.seq <= seq);
  }

  /** Changes a record, wherever it is. */
  change(seq: number, change: Change): void {
    const record = this.find(seq);
    if (record) addChange(record, change);
    const first = this.#records[0]?.seq ?? Infinity;
    const index = record && record.seq >= first ? record.seq - first : undefined;
    if (!this.#failing) this.#tail?.changed(seq, index, change);
    if (index !== undefined) return;
    const earlier = this.#changes.get(seq);
    if (earlier) addChange(earlier, change);
    else this.#changes.set(seq, { ...change });
    if (this.#changes.size <= this.#bounds.records * 2 || !this.#failing) return;
    for (const oldest of this.#changes.keys()) {
      this.#changes.delete(oldest);
      break;
    }
  }

  /** Forgets everything up to a position; it is removed on disk as well. */
  removeTo(seq: number): void {
    this.#removedTo = seq;
    this.#records = this.#records.filter((record) => record.seq > seq);
    this.#unfinished = this.#unfinished.filter((record) => record.seq > seq);
    for (const changed of this.#changes.keys()) if (changed <= seq) this.#changes.delete(changed);
  }

  /**
   * Brings what waits into the journal. False when it cannot stay there: without a journal, when it is much or must not
   * wait, or when the journal cannot be written.
   */
  journal(): boolean {
    const isMuch = this.#records.length > lazy.records || this.#recordBytes > lazy.bytes;
    if (!this.#tail || isMuch || this.#unfinished.length > 0 || this.#removedTo !== undefined) return false;
    try {
      this.#tail.write({ servers: this.#servers, sessions: this.#sessions, records: this.#records });
      return true;
    } catch {
      // The database may have room where the journal has none; when not, it says so.
      return false;
    }
  }

  /** Writes what waits; of very long records a part, unless `whole`. Never throws; false when it failed. */
  flush(whole: boolean): boolean {
    if (!this.waiting) return true;
    const pending = [
      ...this.#unfinished,
      ...this.#records.filter((record) => record.bytes.length > partSize),
    ];
    const pendingBytes = pending.reduce((sum, record) => sum + record.bytes.length, 0);
    const budget = whole || pendingBytes > maxUnfinishedBytes ? Infinity : partsPerTurn;
    let written: Map<QueuedRecord, number>;
    try {
      written = this.#writer.write(
        {
          servers: this.#servers,
          sessions: this.#sessions,
          gaps: this.#gaps,
          records: this.#records,
          unfinished: this.#unfinished,
          changes: this.#changes,
          removedTo: this.#removedTo,
        },
        budget,
      );
    } catch (error) {
      this.#failed(error);
      return false;
    }
    for (const [record, parts] of written) record.partsWritten = parts;
    this.#unfinished = pending.filter((record) => record.partsWritten < partCount(record.bytes.length));
    this.#records = [];
    this.#servers = [];
    this.#sessions = [];
    this.#gaps = [];
    this.#changes.clear();
    this.#removedTo = undefined;
    this.#recordBytes = 0;
    this.#tail?.forget();
    if (this.#unfinished.length === 0) this.#tail?.clear();
    if (this.#failing) {
      this.#failing = false;
      this.#events.onRecovered(this.#lost);
      this.#lost = 0;
    }
    return true;
  }

  #failed(cause: unknown): void {
    if (!this.#failing) {
      this.#failing = true;
      this.#tail?.forget();
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#events.onFailure(
        new HostFailure(
          'storage-failed',
          `Traffic cannot be written to disk (${why}). Free space on the disk of the data folder; until then only the ` +
            `newest ${this.#bounds.records.toLocaleString('en')} records are kept, in memory.`,
          { cause },
        ),
      );
    }
    this.keepBounds();
  }

  /** Drops the oldest past the bounds, and a twentieth more, so that this is not done for each record. */
  keepBounds(): void {
    let bytes = this.#records.reduce((sum, record) => sum + record.bytes.length, 0);
    if (this.#records.length <= this.#bounds.records && bytes <= this.#bounds.bytes) return;
    let drop = 0;
    const enough = { records: this.#bounds.records * 0.95, bytes: this.#bounds.bytes * 0.95 };
    // The newest always stays, however long it is.
    while (drop < this.#records.length - 1) {
      if (this.#records.length - drop <= enough.records && bytes <= enough.bytes) break;
      bytes -= this.#records[drop]?.bytes.length ?? 0;
      drop++;
    }
    const first = this.#records[0]?.seq;
    const last = this.#records[drop - 1]?.seq;
    if (first === undefined || last === undefined) return;
    this.#records = this.#records.slice(drop);
    const gap = this.#gaps.at(-1);
    if (gap && gap.last + 1 === first) gap.last = last;
    else this.#gaps.push({ first, last });
    this.#lost += drop;
    this.#events.onDropped(first, last);
  }
}
