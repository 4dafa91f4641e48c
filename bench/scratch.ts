import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src-main/core/storage/database.ts';
import { openJournal } from '../src-main/core/storage/journal.ts';
import { createTrafficLog, type TrafficLog } from '../src-main/core/traffic/traffic-log.ts';

/** A folder that is gone afterwards. */
export function scratchFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A traffic log as the host has it, in a file. */
export function openLog(path: string, limit = 10_000_000): { log: TrafficLog } & Disposable {
  const db = openDatabase(path, { durable: false });
  const log = createTrafficLog(db, {
    openJournal: () => openJournal(`${path}-tail`),
    limit,
    onAppended() {},
    onReset() {},
    onFailure(failure) {
      throw failure;
    },
  });
  return {
    log,
    [Symbol.dispose]() {
      log.close();
      db.close();
    },
  };
}

/** The next turn of the event loop. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
