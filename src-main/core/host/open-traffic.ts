import { HostFailure } from '#contract/host-error.ts';
import { renameSync, statSync } from 'node:fs';
import { openDatabaseOrSetAside, openMemoryDatabase, type SqlDatabase } from '../storage/database.ts';
import { openJournal } from '../storage/journal.ts';
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
    const journal = `${path}-tail`;
    file = openDatabaseOrSetAside(path, { durable: false });
    // It continues the damaged file, not the new one.
    if (file.notice !== undefined) setAside(journal);
    const inFile = { ...options, openJournal: () => openJournal(journal) };
    if (options.readOnly === true) bringIn(file.database, journal, inFile);
    return { ...file, log: createTrafficLog(file.database, inFile) };
  } catch (error) {
    file?.database.close();
    if (!(error instanceof HostFailure)) throw error;
    const database = openMemoryDatabase();
    const log = createTrafficLog(database, { ...options, readOnly: false, openJournal: openNowhere });
    return { database, log, notice: `The traffic of this run is kept in memory only. ${error.message}` };
  }
}

/** Who only looks wants to see as well what a process left in its journal that was killed, when none has followed it. */
function bringIn(database: SqlDatabase, journal: string, options: TrafficLogOptions): void {
  if ((statSync(journal, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  try {
    createTrafficLog(database, { ...options, readOnly: false }).close();
  } catch {
    // One that lives will write it in a moment.
  }
}

/** Nothing survives in memory, so nothing has to be written in every turn either. */
function openNowhere(): ReturnType<NonNullable<TrafficLogOptions['openJournal']>> {
  return { left: [], journal: { append() {}, clear() {}, close() {} } };
}

function setAside(journal: string): void {
  try {
    renameSync(journal, `${journal}.bad-${new Date().toISOString().replaceAll(':', '-')}`);
  } catch {
    // There was none.
  }
}
