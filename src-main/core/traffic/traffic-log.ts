import type { Result } from '#contract/host-contract.ts';
import type { HostFailure } from '#contract/host-error.ts';
import type {
  Direction,
  FrameReading,
  RecordFlag,
  RecordKind,
  RpcId,
  TrafficFilter,
  TrafficRecord,
} from '#contract/traffic-record.ts';
import type { TrafficJournal } from './journal.ts';
import { SqlTrafficLog } from './sql-traffic-log.ts';
import type { SqlDatabase } from './sql-database.ts';
import type { ExchangeStatus } from './stored-record.ts';

/** Bytes, or an event told as JSON `{ event, text }`, on their way into the log. */
export interface TrafficEntry {
  session: number;
  server: string;
  /** Milliseconds since 1970, with fraction, on a clock that never goes back within a session. */
  time: number;
  direction: Direction;
  kind: RecordKind;
  /** Must not be changed afterwards. */
  bytes: Uint8Array;
  /** On the wire, when `bytes` are clipped. */
  size?: number;
  method?: string;
  id?: RpcId;
  caller?: string;
  flags?: RecordFlag[];
  status?: ExchangeStatus;
}

/**
 * The one timeline: everything that was on the wire and around it. Records go in unread and at once; how they are read
 * follows. They are in the journal at the end of the event-loop turn, so that even `kill -9` loses no earlier turn, and
 * in the database soon after, at the latest when someone looks.
 */
export interface TrafficLog {
  /** Begins a session of a server. The number is unique for ever in this database. */
  openSession(server: string): number;
  /** Takes a record; gives its position at once. Never throws, never waits for the disk, reads nothing. */
  append(entry: TrafficEntry): number;
  /**
   * Adds how a record was read, and pairs requests with responses. Gives the reading with what pairing found: the
   * method of a response, and the flags `unknown-id`, `duplicate-id`, `wrong-id-type`, `null-id`, `late`.
   * To be called once for each message, in order, best in the turn of its `append`.
   */
  interpret(seq: number, reading: FrameReading): FrameReading & { flags: RecordFlag[] };
  /** The side that asked (`direction` of the request) gave up; a later response is `late`. */
  markCancelled(session: number, id: RpcId, direction: Direction): void;
  /** Ends a session: requests without answer become `lost`. */
  closeSession(session: number): void;
  /**
   * Rows of what matches, oldest first. Searches in slices, never longer than some 10 ms at a time. Rejects with
   * HostFailure `cancelled` once the signal is aborted, `storage-failed` when the disk cannot be read.
   */
  rows(
    filter: TrafficFilter,
    from: number,
    limit: number,
    options?: { signal?: { readonly aborted: boolean } | undefined },
  ): Promise<Result<'traffic.rows'>>;
  /** One record. Throws HostFailure `unknown-record` when it is not in the log (any more). */
  record(seq: number, textLimit: number): TrafficRecord;
  /** The last position given out, and how many records there are. */
  position(): { lastSeq: number; count: number };
  /** Removes every record; positions go on. */
  clear(): void;
  /** Records kept; the oldest go first, in the background. */
  setLimit(records: number): void;
  /** Writes everything that waits, now. */
  flush(): void;
  /** Writes everything; what comes later is dropped. The database stays open for its owner to close. */
  close(): void;
}

/** What the log needs to know, and to whom it hands on. */
export interface TrafficLogOptions {
  /** Records kept. */
  limit: number;
  /** Records came, or were paired. At most once per turn. */
  onAppended: (lastSeq: number, count: number) => void;
  /** Records were removed, or rows changed beyond their pairing. At most once per turn. */
  onReset: (lastSeq: number, count: number) => void;
  /** Nothing can be written: traffic goes on in memory. Once, until writing works again. */
  onFailure: (error: HostFailure) => void;
  /** Writing works again; so many records are lost. */
  onRecovered?: (lost: number) => void;
  /** Calls back at the end of this turn. Default `setImmediate`. */
  schedule?: (turn: () => void) => void;
  /** Milliseconds until a failed write is tried again. Default 1,000. */
  retryAfter?: number;
  /** What stays in memory while nothing can be written. Default 10,000 records, 32 MiB. */
  memory?: { records: number; bytes: number };
  /**
   * Opens the journal of this log and gives what an earlier process left in it. Asked for once nobody else writes.
   * Without one, every turn is written to the database at its end.
   */
  openJournal?: () => { journal: TrafficJournal; left: readonly Uint8Array[] };
  /** Milliseconds that records stay in the journal only. Default 25. */
  writeAfter?: number;
  /** For looking only, beside the process that writes: what is appended is dropped. */
  readOnly?: boolean;
}

/**
 * Opens the log in a database of its own. Throws HostFailure `storage-failed` when the database is of
 * a newer version or damaged, or when another process writes it.
 */
export function createTrafficLog(db: SqlDatabase, options: TrafficLogOptions): TrafficLog {
  return new SqlTrafficLog(db, options);
}
