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
/** Callers this close together share one look: a page that shows the list twice does not read it twice. */
const sharedMs = 50;

/** The process table with CPU percentages, each the difference of two looks at the table. */
export class ProcessMeter {
  readonly #machine: Machine;
  #base: Look | undefined;
  #latest: Look | undefined;
  #result: { at: number; readonly list: Promise<readonly MeasuredProcess[]> } | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** All processes, in no particular order. */
  measure(): Promise<readonly MeasuredProcess[]> {
    const now = performance.now();
    if (this.#result === undefined || now - this.#result.at > sharedMs) {
      // Until it is there, everybody who asks waits for the same look.
      const result = { at: Number.POSITIVE_INFINITY, list: this.#measure() };
      this.#result = result;
      result.list.then(
        () => {
          result.at = performance.now();
        },
        () => {
          this.#result = undefined;
        },
      );
    }
    return this.#result.list;
  }

  async #measure(): Promise<readonly MeasuredProcess[]> {
    const { total } = await this.#machine.memory();
    let base = this.#baseFor(performance.now());
    if (base === undefined) {
      base = await this.#look();
      await pause(shortestMs);
    }
    const now = await this.#look();
    this.#base = base;
    this.#latest = now;
    const elapsed = now.at - base.at;
    return now.rows.map((row) => ({
      ...row,
      cpuPercent: 'percent' in row.cpu ? row.cpu.percent : percentOf(row, row.cpu.soFarMs, base, elapsed),
      memoryPercent: total === 0 ? 0 : (row.memoryBytes / total) * 100,
    }));
  }

  /** The look to compare with: the newest that is not too close, not one that is stale. */
  #baseFor(now: number): Look | undefined {
    const candidates = [this.#latest, this.#base].filter(
      (look) => look !== undefined && now - look.at < staleMs,
    );
    return (
      candidates.find((look) => look !== undefined && now - look.at >= comfortableMs) ??
      candidates.find((look) => look !== undefined && now - look.at >= shortestMs)
    );
  }

  async #look(): Promise<Look> {
    const rows = await this.#machine.processes();
    const cpuMs = new Map<string, number>();
    for (const row of rows) if ('soFarMs' in row.cpu) cpuMs.set(identityOf(row), row.cpu.soFarMs);
    return { at: performance.now(), rows, cpuMs };
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
