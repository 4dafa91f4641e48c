import type { Direction, FrameReading, RecordFlag, RecordKind, RpcId } from '#contract/traffic-record.ts';

/** Bytes on their way to the log. */
export interface TappedBytes {
  direction: Direction;
  kind: RecordKind;
  bytes: Uint8Array;
  /** Milliseconds since 1970 with fraction, taken at the pipe. */
  time: number;
  /** Bytes on the wire, when `bytes` holds only a part. */
  size?: number;
  flags?: RecordFlag[];
}

/**
 * Where a session hands on what it sees. Bytes are recorded before anything reads them; the reading follows.
 * The host joins it to the traffic log.
 */
export interface Tap {
  /** Records bytes; gives their position in the log. */
  record(entry: TappedBytes): number;
  /** Adds how the bytes were read. */
  read(seq: number, reading: FrameReading): void;
  /** The host gave up waiting for the answer to this request of its own. */
  cancelled(id: RpcId): void;
  /** What happened to the process or connection, in words. */
  lifecycle(event: string, text: string, detail?: Record<string, unknown>): void;
  /** The process or connection has ended: what is open stays without answer. */
  close(): void;
}

/** Milliseconds since 1970 with fraction, on the monotonic clock of this process. */
export function pipeTime(): number {
  return performance.timeOrigin + performance.now();
}
