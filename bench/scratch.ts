import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createTrafficLog, type TrafficLog } from '../src-main/core/traffic/traffic-log.ts';

/** A folder that is gone afterwards. */
export function scratchFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A traffic log as the host has it, in a file. */
export function openLog(path: string, limit = 10_000_000): { log: TrafficLog } & Disposable {
  const db = new DatabaseSync(path, { timeout: 5000 });
  const log = createTrafficLog(db, {
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
