import type { Result } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { TrafficFilter, TrafficRecord, TrafficRow } from '#contract/traffic-record.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { compileFilter, type CompiledFilter } from './filter.ts';
import { FilterScan } from './filter-scan.ts';
import { headSize, type RecordReader } from './record-reader.ts';
import type { Segments } from './segments.ts';
import type { SqlDatabase } from './sql-database.ts';
import type { StoredRecord } from './stored-record.ts';
import { trafficRecord, trafficRow } from './traffic-row.ts';
import type { WriteQueue } from './write-queue.ts';

/** Searches kept: those of what a person may go back to. */
const maxScans = 4;
/** Milliseconds of work between two looks at the event loop. */
const slice = 10;
/** Rows read by one statement. */
const stride = 50;

interface Sources {
  db: SqlDatabase;
  reader: RecordReader;
  queue: WriteQueue;
  segments: Segments;
  serverOf: (record: StoredRecord) => string;
  lastSeq: () => number;
  /** Brings what waits to disk, when the disk can be written. */
  settle: () => void;
}

/** The log as it is looked at: rows by index, single records. */
export class LogView {
  readonly #from: Sources;
  readonly #scans = new Map<string, FilterScan>();

  constructor(sources: Sources) {
    this.#from = sources;
  }

  /** Rows on disk have changed: what was searched is searched again. */
  forget(): void {
    this.#scans.clear();
  }

  async rows(
    filter: TrafficFilter,
    from: number,
    limit: number,
    signal: { readonly aborted: boolean } | undefined,
  ): Promise<Result<'traffic.rows'>> {
    this.#settle();
    const { segments } = this.#from;
    const compiled = compileFilter(filter);
    const { seqs, matching } = compiled
      ? await this.#search(compiled, from, limit, signal)
      : { seqs: segments.slice(from, limit), matching: segments.count };
    const rows = await this.#rowsOf(seqs, signal);
    return { rows, matching, count: segments.count, lastSeq: this.#from.lastSeq() };
  }

  record(seq: number, textLimit: number): TrafficRecord {
    const { segments, queue, reader, serverOf } = this.#from;
    const unknown = (): HostFailure =>
      new HostFailure(
        'unknown-record',
        `Record ${seq} is not in the traffic log. It may have been removed to make room: choose another row.`,
      );
    if (!segments.has(seq)) throw unknown();
    const queued = queue.find(seq);
    const record = queued ?? this.#read(() => reader.record(seq), undefined);
    if (!record) throw unknown();
    // A UTF-8 character has at most four bytes.
    const limit = Math.max(headSize, textLimit * 4 + 4);
    const bytes =
      queued?.bytes.subarray(0, limit) ?? this.#read(() => reader.bytes(seq, limit), new Uint8Array());
    const row = trafficRow(record, serverOf(record), bytes.subarray(0, headSize));
    return trafficRecord(row, bytes, textLimit);
  }

  #settle(): void {
    if (!this.#from.queue.failing) this.#from.settle();
  }

  /** Reads from disk; while the disk fails, what cannot be read is left out. */
  #read<T>(read: () => T, otherwise: T): T {
    try {
      return read();
    } catch (error) {
      if (this.#from.queue.failing) return otherwise;
      const why = error instanceof Error ? error.message : String(error);
      throw new HostFailure(
        'storage-failed',
        `The traffic log cannot be read (${why}). Check the disk of the data folder, then start Signalbox again.`,
        { cause: error },
      );
    }
  }

  async #search(
    filter: CompiledFilter,
    from: number,
    limit: number,
    signal: { readonly aborted: boolean } | undefined,
  ): Promise<{ seqs: number[]; matching: number }> {
    const { queue, segments, lastSeq, serverOf } = this.#from;
    const target = queue.failing ? (queue.records[0]?.seq ?? lastSeq() + 1) - 1 : lastSeq();
    // The bytes of very long records reach the disk over several turns.
    while (filter.text && !queue.failing && queue.unfinishedUpTo(target)) {
      await nextTurn();
      this.#settle();
    }
    const scan = this.#scan(filter);
    while (scan.scannedTo < target) {
      stopWhenAborted(signal);
      this.#read(() => scan.advance(target, slice), undefined);
      if (queue.failing) break;
      if (scan.scannedTo < target) await nextTurn();
    }
    scan.matches.dropBefore(segments.first ?? lastSeq() + 1);
    const inMemory = queue.records
      .filter((record) => record.seq > target && filter.matches(record, serverOf(record), record.bytes))
      .map((record) => record.seq);
    const onDisk = scan.matches.length;
    const seqs = scan.matches.slice(from, limit);
    const start = Math.max(0, from - onDisk);
    return {
      seqs: [...seqs, ...inMemory.slice(start, start + limit - seqs.length)],
      matching: onDisk + inMemory.length,
    };
  }

  #scan(filter: CompiledFilter): FilterScan {
    const { db, reader, segments, lastSeq, serverOf } = this.#from;
    const known = this.#scans.get(filter.key);
    this.#scans.delete(filter.key);
    const scan =
      known ??
      new FilterScan(db, filter, (segments.first ?? lastSeq() + 1) - 1, (seq) => {
        const record = reader.record(seq);
        return record !== undefined && filter.matches(record, serverOf(record), reader.bytes(seq, Infinity));
      });
    this.#scans.set(filter.key, scan);
    for (const oldest of this.#scans.keys()) {
      if (this.#scans.size <= maxScans) break;
      this.#scans.delete(oldest);
    }
    return scan;
  }

  async #rowsOf(
    seqs: readonly number[],
    signal: { readonly aborted: boolean } | undefined,
  ): Promise<TrafficRow[]> {
    const { queue, reader, serverOf } = this.#from;
    const rows: TrafficRow[] = [];
    let rested = performance.now();
    for (let start = 0; start < seqs.length; start += stride) {
      if (performance.now() - rested > slice) {
        await nextTurn();
        stopWhenAborted(signal);
        rested = performance.now();
      }
      const some = seqs.slice(start, start + stride);
      const firstInMemory = queue.records[0]?.seq ?? Infinity;
      const onDisk = some.filter((seq) => seq < firstInMemory);
      const heads = onDisk.length === 0 ? [] : this.#read(() => reader.heads(onDisk), []);
      for (const { record, head } of heads) rows.push(trafficRow(record, serverOf(record), head));
      for (const seq of some.slice(onDisk.length)) {
        const record = queue.find(seq);
        if (record) rows.push(trafficRow(record, serverOf(record), record.bytes.subarray(0, headSize)));
      }
    }
    return rows;
  }
}

function stopWhenAborted(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted === true) throw new HostFailure('cancelled', 'The search was stopped. Search again.');
}
