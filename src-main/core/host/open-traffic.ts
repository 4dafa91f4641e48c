import { HostFailure } from '#contract/host-error.ts';
import { openDatabaseOrSetAside, openMemoryDatabase, type SqlDatabase } from '../storage/database.ts';
import { createTrafficLog, type TrafficLog, type TrafficLogOptions } from '../traffic/traffic-log.ts';

/** The log of a host, and the database to close after it. */
export interface OpenTraffic {
  log: TrafficLog;
  database: SqlDatabase;
  /** What a person must know about it. */
  notice?: string;
}

/**
 * Opens the traffic log in its file. When another Signalbox writes there (a command line beside a window) or the file
 * cannot be used, this run keeps its own traffic in memory: a log is no reason not to run.
 */
export function openTraffic(path: string, options: TrafficLogOptions): OpenTraffic {
  let file: ReturnType<typeof openDatabaseOrSetAside> | undefined;
  try {
    file = openDatabaseOrSetAside(path, { durable: false });
    return { ...file, log: createTrafficLog(file.database, options) };
  } catch (error) {
    file?.database.close();
    if (!(error instanceof HostFailure)) throw error;
    const database = openMemoryDatabase();
    const log = createTrafficLog(database, { ...options, readOnly: false });
    return { database, log, notice: `The traffic of this run is kept in memory only. ${error.message}` };
  }
}
