import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { HostFailure } from '#contract/host-error.ts';
import type { FrameReading, TrafficRow } from '#contract/traffic-record.ts';
import type { SqlDatabase } from './sql-database.ts';
import {
  createTrafficLog,
  type TrafficEntry,
  type TrafficLog,
  type TrafficLogOptions,
} from './traffic-log.ts';

/** For tests: a log in a real file of its own, with all it announced. */
export interface LogRig extends Disposable {
  log: TrafficLog;
  path: string;
  appended: { lastSeq: number; count: number }[];
  resets: { lastSeq: number; count: number }[];
  failures: HostFailure[];
  recovered: number[];
  /** Closes the log and opens its file anew. */
  reopen(options?: Partial<TrafficLogOptions>): TrafficLog;
  /** Appends a message and reads it in the same turn, as a session does. */
  say(direction: 'in' | 'out', message: unknown, more?: Partial<TrafficEntry>): number;
  /** All rows that match, oldest first. */
  all(filter?: Parameters<TrafficLog['rows']>[0]): Promise<TrafficRow[]>;
  row(seq: number): TrafficRow;
}

/** Reads a JSON-RPC message as simply as can be. */
export function plainReading(message: unknown): FrameReading {
  const { id, method, error, result } = Object(message) as Record<string, unknown>;
  const given = id === undefined ? {} : { id: id as string | number | null };
  if (typeof method === 'string')
    return { kind: id === undefined ? 'notification' : 'request', method, ...given };
  const isError = error !== undefined || (Object(result) as { isError?: unknown }).isError === true;
  return { kind: 'response', ...given, ...(isError ? { isError } : {}) };
}

/** Opens a rig; `wrap` can put a database of the test's own in between. */
export function openRig(
  options: Partial<TrafficLogOptions> = {},
  wrap: (db: SqlDatabase) => SqlDatabase = (db) => db,
): LogRig {
  const folder = mkdtempSync(join(tmpdir(), 'traffic-'));
  const path = join(folder, 'traffic.db');
  const seen = {
    appended: [] as LogRig['appended'],
    resets: [] as LogRig['resets'],
    failures: [] as HostFailure[],
    recovered: [] as number[],
  };
  let database: DatabaseSync;
  const open = (more: Partial<TrafficLogOptions>): TrafficLog => {
    database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    return createTrafficLog(wrap(database), {
      limit: 10_000_000,
      onAppended: (lastSeq, count) => seen.appended.push({ lastSeq, count }),
      onReset: (lastSeq, count) => seen.resets.push({ lastSeq, count }),
      onFailure: (failure) => seen.failures.push(failure),
      onRecovered: (lost) => seen.recovered.push(lost),
      ...options,
      ...more,
    });
  };
  const rig: LogRig = {
    ...seen,
    path,
    log: open({}),
    reopen(more = {}) {
      rig.log.close();
      database.close();
      rig.log = open(more);
      return rig.log;
    },
    say(direction, message, more = {}) {
      const bytes = Buffer.from(JSON.stringify(message));
      const reading = plainReading(message);
      const entry = { session: 1, server: 'one', time: 1000, direction, kind: reading.kind, bytes, ...more };
      const seq = rig.log.append(entry);
      rig.log.interpret(seq, reading);
      return seq;
    },
    async all(filter = {}) {
      const rows: TrafficRow[] = [];
      for (;;) {
        const page = await rig.log.rows(filter, rows.length, 1000);
        rows.push(...page.rows);
        if (rows.length >= page.matching || page.rows.length === 0) return rows;
      }
    },
    row: (seq) => rig.log.record(seq, 0).row,
    [Symbol.dispose]() {
      rig.log.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

/** The next turn of the event loop, with everything scheduled before it done. */
export async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
