import * as z from 'zod/v4';
import type { Machine } from './machine/machine.ts';
import { instant, tenths } from './sampling/metrics.ts';
import type { MeasuredProcess } from './sampling/process-meter.ts';
import { printable } from './text/printable.ts';
import { redactCommand } from './text/redact.ts';

/** A process as resources and tools show it. All text of the process is made visible and freed of secrets. */
export const processSchema = z.strictObject({
  pid: z.int().min(0),
  name: z.string(),
  memory_percent: z.number().min(0),
  cpu_percent: z.number().min(0).describe('100 is one core fully busy'),
  memory_bytes: z.int().min(0).describe('Resident memory'),
  ppid: z.int().min(0),
  user: z.string(),
  state: z.string(),
  started_at: instant.describe('Identifies the process together with the pid'),
  command: z.string().describe('The command line; what looks like a secret is replaced by [redacted]'),
});

export type ShownProcess = z.infer<typeof processSchema>;

export const sortOrders = ['memory', 'cpu', 'pid', 'name', 'started_at'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** The process table sorted for reading: the largest, busiest or newest first, pids and names ascending. */
export function sorted(processes: readonly MeasuredProcess[], order: SortOrder): MeasuredProcess[] {
  const compare: Record<SortOrder, (a: MeasuredProcess, b: MeasuredProcess) => number> = {
    memory: (a, b) => b.memoryBytes - a.memoryBytes,
    cpu: (a, b) => b.cpuPercent - a.cpuPercent,
    pid: () => 0,
    name: (a, b) => a.name.localeCompare(b.name),
    started_at: (a, b) => b.startedAt - a.startedAt,
  };
  return processes.toSorted((a, b) => compare[order](a, b) || a.pid - b.pid);
}

/** What is remembered of pids that were shown; enough for any list a person reads. */
const mostRemembered = 4_096;

/** Turns measured processes into what is shown, and remembers which process each shown pid meant. */
export class ShownProcesses {
  readonly #machine: Machine;
  readonly #startedAt = new Map<number, number>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** A process that ended since it was measured is left out. */
  async show(processes: readonly MeasuredProcess[]): Promise<ShownProcess[]> {
    const shown = await Promise.all(processes.map((measured) => this.#show(measured)));
    return shown.filter((one) => one !== undefined);
  }

  /** When the process started that was last shown under this pid; undefined: never shown. */
  lastShown(pid: number): number | undefined {
    return this.#startedAt.get(pid);
  }

  async #show(measured: MeasuredProcess): Promise<ShownProcess | undefined> {
    const detail = await this.#machine.inspect(measured.pid);
    if (detail === undefined || detail.startedAt !== measured.startedAt) return undefined;
    this.#remember(measured);
    return {
      pid: measured.pid,
      name: printable(measured.name, 128),
      memory_percent: tenths(measured.memoryPercent),
      cpu_percent: tenths(measured.cpuPercent),
      memory_bytes: measured.memoryBytes,
      ppid: measured.ppid,
      user: printable(detail.user, 64),
      state: measured.state,
      started_at: new Date(measured.startedAt).toISOString(),
      command: redactCommand(detail.command),
    };
  }

  #remember({ pid, startedAt }: MeasuredProcess): void {
    // Deleting first moves the pid to the young end of the map.
    this.#startedAt.delete(pid);
    this.#startedAt.set(pid, startedAt);
    const oldest = this.#startedAt.size > mostRemembered ? this.#startedAt.keys().next().value : undefined;
    if (oldest !== undefined) this.#startedAt.delete(oldest);
  }
}
