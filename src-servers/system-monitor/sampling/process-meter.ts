import { setTimeout as pause } from 'node:timers/promises';
import type { Machine, ProcessRow } from '../machine/machine.ts';

/** A process with its CPU use over about the last second; 100 is one core fully busy. */
export interface MeasuredProcess extends ProcessRow {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
}

interface Look {
  readonly at: number;
  readonly rows: readonly ProcessRow[];
  readonly cpuMs: ReadonlyMap<string, number>;
}

/** Two looks closer than this tell nothing; the first caller waits so long. */
const shortestMs = 150;
const comfortableMs = 500;
/** An older look says what a process did in the last hour, not what it does now. */
const staleMs = 60_000;

/** The process table with CPU percentages, each the difference of two looks at the table. */
export class ProcessMeter {
  readonly #machine: Machine;
  /** Oldest first, some distance apart: a caller who asks all the time must not push the comparison out. */
  #looks: readonly Look[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** One process; undefined when there is none. */
  async measureOne(pid: number): Promise<MeasuredProcess | undefined> {
    return (await this.measure()).find((row) => row.pid === pid);
  }

  /** All processes, in no particular order. Never an earlier look: a caller may know of a process born just now. */
  async measure(): Promise<readonly MeasuredProcess[]> {
    const { total } = await this.#machine.memory();
    let base = this.#baseFor(performance.now());
    if (base === undefined) {
      base = await this.#look();
      await pause(shortestMs);
    }
    const now = await this.#look();
    const elapsed = now.at - base.at;
    return now.rows.map((row) => ({
      ...row,
      cpuPercent: 'percent' in row.cpu ? row.cpu.percent : percentOf(row, row.cpu.soFarMs, base, elapsed),
      memoryPercent: total === 0 ? 0 : (row.memoryBytes / total) * 100,
    }));
  }

  /** The look to compare with: the newest that is not too close, not one that is stale. */
  #baseFor(now: number): Look | undefined {
    const base =
      this.#looks.findLast((look) => now - look.at >= comfortableMs) ??
      this.#looks.find((look) => now - look.at >= shortestMs);
    return base !== undefined && now - base.at < staleMs ? base : undefined;
  }

  async #look(): Promise<Look> {
    const rows = await this.#machine.processes();
    const cpuMs = new Map<string, number>();
    for (const row of rows) if ('soFarMs' in row.cpu) cpuMs.set(identityOf(row), row.cpu.soFarMs);
    const look = { at: performance.now(), rows, cpuMs };
    const newest = this.#looks.at(-1);
    if (newest === undefined || look.at - newest.at >= shortestMs)
      this.#looks = [...this.#looks.slice(-4), look];
    return look;
  }
}

function percentOf(row: ProcessRow, soFarMs: number, base: Look, elapsedMs: number): number {
  // A process that was not there at the first look did all its work since.
  const before = base.cpuMs.get(identityOf(row)) ?? 0;
  return Math.max(0, ((soFarMs - before) / elapsedMs) * 100);
}

/** Tells a process from a later one with the same pid. */
export function identityOf(row: Pick<ProcessRow, 'pid' | 'startedAt'>): string {
  return `${row.pid}@${row.startedAt}`;
}
