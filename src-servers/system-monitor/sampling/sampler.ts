import type { Machine } from '../machine/machine.ts';
import { CpuMeter } from './cpu-meter.ts';
import { History } from './history.ts';
import { readMetrics, tenths, type Metrics } from './metrics.ts';
import { ProcessMeter, type MeasuredProcess } from './process-meter.ts';
import { uris } from '../uris.ts';

/** Seconds between two samples of the history. */
export const intervalSeconds = 2;
/** How far back the history goes, in seconds. */
export const historySeconds = 600;

/** Who hears of changes; `Watchers` of serve is one. */
export interface Audience {
  announce(uri: string): void;
  watched(): readonly string[];
  /** Calls `listener` when somebody begins or stops watching. */
  onChange(listener: () => void): void;
}

/**
 * Looks at the machine every two seconds: keeps the history, and tells subscribers when what they watch is really
 * different. The machine's numbers always move a little; a change is one a person could see in the rounded text.
 * The process table is only read while somebody watches it.
 */
export class Sampler {
  readonly machine: Machine;
  readonly processes: ProcessMeter;
  readonly history = new History(historySeconds / intervalSeconds);
  readonly #audience: Audience;
  readonly #cpu: CpuMeter;
  readonly #announced = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  readonly #intervalMs: number;

  constructor(machine: Machine, audience: Audience, intervalMs = intervalSeconds * 1000) {
    this.#intervalMs = intervalMs;
    this.machine = machine;
    this.processes = new ProcessMeter(machine);
    this.#audience = audience;
    this.#cpu = new CpuMeter(() => machine.cpuTimes());
  }

  metrics(): Promise<Metrics> {
    return readMetrics(this.machine, this.#cpu);
  }

  start(): void {
    this.#schedule(150);
    // What a new watcher knows is what is there now: the next look is compared with this one.
    this.#audience.onChange(() => {
      if (this.#timer !== undefined) void this.#look(async () => this.#tell(await this.metrics()));
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => {
      const started = performance.now();
      void this.#look(() => this.#sample()).then(() => {
        const passed = performance.now() - started;
        if (this.#timer !== undefined) this.#schedule(Math.max(0, this.#intervalMs - passed));
      });
    }, delayMs).unref();
  }

  /** A look that fails is said; the next one may succeed. */
  async #look(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      process.stderr.write(`Looking at the machine failed: ${String(error)}\n`);
    }
  }

  async #sample(): Promise<void> {
    const metrics = await this.metrics();
    this.history.add({
      timestamp: metrics.timestamp,
      cpu_percent: metrics.cpu.percent,
      memory_used_percent: metrics.memory.used_percent,
      disk_used_percent: metrics.disk.used_percent,
      load_1m: metrics.cpu.load_average[0] ?? 0,
    });
    await this.#tell(metrics);
  }

  async #tell(metrics: Metrics): Promise<void> {
    const watched = this.#audience.watched();
    for (const uri of this.#announced.keys()) if (!watched.includes(uri)) this.#announced.delete(uri);
    if (watched.length === 0) return;
    const needsProcesses = watched.some((uri) => uri.startsWith(uris.processes));
    const processes = needsProcesses ? await this.processes.measure() : [];
    for (const uri of watched) {
      const seen = visibleState(uri, metrics, processes);
      if (seen === undefined) continue;
      const before = this.#announced.get(uri);
      this.#announced.set(uri, seen);
      // The first look after subscribing is what the subscriber has just read.
      if (before !== undefined && before !== seen) this.#audience.announce(uri);
    }
  }
}

/** What a reader of `uri` would see, coarse enough that only a real change differs; undefined: never announced. */
function visibleState(
  uri: string,
  metrics: Metrics,
  processes: readonly MeasuredProcess[],
): string | undefined {
  if (uri === uris.metrics)
    return [
      Math.round(metrics.cpu.percent),
      metrics.memory.used_percent,
      metrics.disk.used_percent,
      tenths(metrics.cpu.load_average[0] ?? 0),
    ].join();
  if (uri === uris.history) return metrics.timestamp;
  if (uri === uris.processes)
    return processes
      .toSorted((a, b) => b.memoryBytes - a.memoryBytes)
      .slice(0, 5)
      .map(visibleProcess)
      .join();
  if (!uri.startsWith(`${uris.processes}/`)) return undefined;
  const pid = Number(uri.slice(uris.processes.length + 1));
  const found = processes.find((row) => row.pid === pid);
  return found === undefined ? 'gone' : visibleProcess(found);
}

function visibleProcess(row: MeasuredProcess): string {
  return [row.pid, row.startedAt, row.state, Math.round(row.cpuPercent), tenths(row.memoryPercent)].join(' ');
}
