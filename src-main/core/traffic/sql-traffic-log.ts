import type { Result } from '#contract/host-contract.ts';
import type {
  Direction,
  FrameReading,
  RecordFlag,
  RpcId,
  TrafficFilter,
  TrafficRecord,
} from '#contract/traffic-record.ts';
import { maxBytes } from './body-parts.ts';
import type { Change } from './change.ts';
import { Interpreter, shortId, shortMethod } from './interpreter.ts';
import { JournalTail } from './journal-tail.ts';
import { LogView } from './log-view.ts';
import { RecordReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';
import { replayJournal } from './replay-journal.ts';
import { openSchema } from './schema.ts';
import { ServerNames } from './server-names.ts';
import type { Segments } from './segments.ts';
import type { SqlDatabase } from './sql-database.ts';
import { packFlags, type StoredRecord } from './stored-record.ts';
import type { TrafficEntry, TrafficLog, TrafficLogOptions } from './traffic-log.ts';
import { Trimmer } from './trimmer.ts';
import { WriteQueue } from './write-queue.ts';
import { releaseWriting } from './writer-claim.ts';

/** The traffic log over a SQL database; see {@link TrafficLog} for what each member promises. */
export class SqlTrafficLog implements TrafficLog {
  readonly #db: SqlDatabase;
  readonly #options: TrafficLogOptions;
  readonly #segments: Segments;
  readonly #servers: ServerNames;
  readonly #interpreter = new Interpreter();
  readonly #reader: RecordReader;
  readonly #queue: WriteQueue;
  readonly #trimmer: Trimmer;
  readonly #tail: JournalTail | undefined;
  readonly #view: LogView;
  #lastSeq: number;
  #lastSession: number;
  #limit: number;
  #scheduled = false;
  #news: 'none' | 'appended' | 'reset' = 'none';
  #trimming = true;
  #retry: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #writable: boolean;

  constructor(db: SqlDatabase, options: TrafficLogOptions) {
    this.#db = db;
    this.#options = options;
    this.#writable = options.readOnly !== true;
    let tail: JournalTail | undefined;
    const opened = openSchema(db, this.#writable, () => {
      const found = options.openJournal?.();
      if (!found) return;
      tail = new JournalTail(found.journal);
      replayJournal(db, found.left);
      tail.clear();
    });
    this.#tail = tail;
    this.#segments = opened.segments;
    this.#lastSeq = opened.lastSeq;
    this.#lastSession = opened.lastSession;
    this.#limit = options.limit;
    this.#reader = new RecordReader(db);
    this.#queue = new WriteQueue(
      new RecordWriter(db),
      options.memory ?? { records: 10_000, bytes: 32 * 1024 * 1024 },
      {
        onFailure: options.onFailure,
        onRecovered: (lost) => {
          this.#news = 'reset';
          options.onRecovered?.(lost);
        },
        onDropped: (first, last) => {
          this.#segments.remove(first, last);
          this.#news = 'reset';
        },
      },
      tail,
    );
    this.#servers = new ServerNames(db, (id, name) => this.#queue.addServer(id, name));
    this.#trimmer = new Trimmer(db, opened.removedTo);
    this.#view = new LogView({
      db,
      reader: this.#reader,
      queue: this.#queue,
      segments: this.#segments,
      serverOf: (record) => this.#servers.nameOf(record.server),
      lastSeq: () => this.#lastSeq,
      settle: () => this.#write(false),
    });
    this.#enforceLimit();
    this.#schedule();
  }

  openSession(server: string): number {
    const session = ++this.#lastSession;
    this.#queue.addSession(session, this.#servers.idOf(server));
    this.#schedule();
    return session;
  }

  append(entry: TrafficEntry): number {
    const seq = ++this.#lastSeq;
    if (!this.#writable) return seq;
    const { bytes } = entry;
    const clipped = bytes.length > maxBytes;
    this.#queue.add({
      seq,
      session: entry.session,
      server: this.#servers.idOf(entry.server),
      time: entry.time,
      direction: entry.direction,
      kind: entry.kind,
      method: shortMethod(entry.method),
      id: shortId(entry.id),
      size: entry.size ?? bytes.length,
      flags: packFlags(entry.flags) | (clipped ? packFlags(['clipped']) : 0),
      status: entry.status,
      pair: undefined,
      latency: undefined,
      caller: entry.caller,
      bytes: clipped ? bytes.subarray(0, maxBytes) : bytes,
      partsWritten: 0,
    });
    this.#segments.append(seq, seq);
    if (this.#news === 'none') this.#news = 'appended';
    this.#schedule();
    return seq;
  }

  interpret(seq: number, reading: FrameReading): FrameReading & { flags: RecordFlag[] } {
    const record = this.#queue.find(seq) ?? this.#onDisk(seq);
    if (!record) return { ...reading, flags: reading.flags ?? [] };
    const meaning = this.#interpreter.interpret(record, reading);
    // The other half changes only by its pairing, which is no news.
    if (meaning.other) this.#queue.change(meaning.other.seq, meaning.other.change);
    this.#change(seq, meaning.change);
    return meaning.reading;
  }

  markCancelled(session: number, id: RpcId, direction: Direction): void {
    const seq = this.#interpreter.cancel(session, id, direction);
    if (seq !== undefined) this.#change(seq, { status: 'cancelled' });
  }

  closeSession(session: number): void {
    for (const seq of this.#interpreter.close(session)) this.#change(seq, { status: 'lost' });
  }

  rows(
    filter: TrafficFilter,
    from: number,
    limit: number,
    options: { signal?: { readonly aborted: boolean } | undefined } = {},
  ): Promise<Result<'traffic.rows'>> {
    return this.#view.rows(filter, from, limit, options.signal);
  }

  record(seq: number, textLimit: number): TrafficRecord {
    return this.#view.record(seq, textLimit);
  }

  position(): { lastSeq: number; count: number } {
    return { lastSeq: this.#lastSeq, count: this.#segments.count };
  }

  clear(): void {
    this.#removeTo(this.#lastSeq, true);
  }

  setLimit(records: number): void {
    this.#limit = records;
    this.#enforceLimit();
  }

  flush(): void {
    this.#write(true);
    this.#announce();
  }

  close(): void {
    if (!this.#writable) return;
    this.flush();
    this.#writable = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#soon);
    this.#tail?.close();
    try {
      releaseWriting(this.#db);
    } catch {
      // The disk is full; the claim of a process that is gone does not count anyway.
    }
  }

  #onDisk(seq: number): StoredRecord | undefined {
    try {
      return this.#segments.has(seq) ? this.#reader.record(seq) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A change of a row that was shown before is news of its own. */
  #change(seq: number, change: Change): void {
    if (seq < (this.#queue.records[0]?.seq ?? Infinity)) {
      this.#news = 'reset';
      this.#view.forget();
    }
    this.#queue.change(seq, change);
    this.#schedule();
  }

  /** Keeps a little less than the limit, so that rows move rarely. */
  #enforceLimit(): void {
    const { count } = this.#segments;
    if (count <= this.#limit) return;
    const oldestKept = this.#segments.at(count - this.#limit + Math.floor(this.#limit / 50));
    this.#removeTo((oldestKept ?? this.#lastSeq + 1) - 1, false);
  }

  #removeTo(seq: number, shrink: boolean): void {
    if (!this.#writable) return;
    this.#segments.remove(0, seq);
    this.#queue.removeTo(seq);
    this.#trimmer.removeTo(seq, shrink);
    this.#trimming = true;
    this.#news = 'reset';
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || !this.#writable) return;
    this.#scheduled = true;
    (this.#options.schedule ?? setImmediate)(this.#turn);
  }

  readonly #turn = (): void => {
    this.#scheduled = false;
    if (!this.#writable) return;
    if (this.#queue.failing) this.#queue.keepBounds();
    else this.#keep();
    this.#enforceLimit();
    this.#trim();
    this.#announce();
    const goesOn = this.#trimming || (this.#queue.waiting && this.#soon === undefined);
    if (goesOn && !this.#queue.failing) this.#schedule();
  };

  /** Makes this turn safe: in the journal when it can wait there, else in the database. */
  #keep(): void {
    if (!this.#queue.waiting) return;
    if (!this.#queue.journal()) {
      this.#write(false);
      return;
    }
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      if (!this.#queue.failing) this.#write(false);
      this.#schedule();
    }, this.#options.writeAfter ?? 25).unref();
  }

  #write(whole: boolean): void {
    if (!this.#writable || !this.#queue.waiting) return;
    if (this.#queue.flush(whole)) return;
    if (this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#write(false);
      this.#schedule();
    }, this.#options.retryAfter ?? 1000).unref();
  }

  #trim(): void {
    if (!this.#trimming || this.#queue.failing) return;
    try {
      this.#trimming = this.#trimmer.advance();
    } catch {
      // Space is given back later; the next write will say what is wrong with the disk.
      this.#trimming = false;
    }
  }

  #announce(): void {
    const news = this.#news;
    this.#news = 'none';
    if (news === 'appended') this.#options.onAppended(this.#lastSeq, this.#segments.count);
    if (news === 'reset') this.#options.onReset(this.#lastSeq, this.#segments.count);
  }
}
