import { loadavg, uptime } from 'node:os';
import type { Machine } from '../machine/machine.ts';
import type { CpuMeter } from './cpu-meter.ts';
import * as z from 'zod/v4';

/** A moment, written as ISO 8601 in UTC. The format alone: a pattern would only make the schema long. */
export const instant = z.string().meta({ format: 'date-time' });
const bytes = z.int().min(0);
const percent = z.number().min(0).max(100);

/** What `system://metrics` and `get_metrics` say about the machine. */
export const metricsSchema = z.strictObject({
  timestamp: instant.describe('When this was read'),
  cpu: z.strictObject({
    percent: percent.describe('Use of all cores together over about the last second'),
    cores: z.int().min(1),
    load_average: z
      .array(z.number())
      .length(3)
      .describe('Waiting and running tasks over 1, 5 and 15 minutes; zeros on Windows'),
  }),
  memory: z.strictObject({
    total_bytes: bytes,
    used_bytes: bytes.describe('What is not available; caches that can be given back do not count'),
    available_bytes: bytes,
    used_percent: percent,
  }),
  disk: z.strictObject({
    path: z.string().describe('Where the measured file system is mounted'),
    total_bytes: bytes,
    used_bytes: bytes,
    available_bytes: bytes,
    used_percent: percent,
  }),
  uptime_seconds: z.number().min(0),
  host: z.strictObject({
    hostname: z.string(),
    system: z.string(),
    kernel: z.string(),
    architecture: z.string(),
    cpu_model: z.string(),
  }),
});

export type Metrics = z.infer<typeof metricsSchema>;

export async function readMetrics(machine: Machine, meter: CpuMeter): Promise<Metrics> {
  const [cpuPercent, memory, disk, facts] = await Promise.all([
    meter.percent(),
    machine.memory(),
    machine.disk(),
    machine.facts(),
  ]);
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  return {
    timestamp: new Date().toISOString(),
    cpu: {
      percent: tenths(cpuPercent),
      cores: facts.cores,
      load_average: [hundredths(one), hundredths(five), hundredths(fifteen)],
    },
    memory: amounts(memory),
    disk: { path: disk.path, ...amounts(disk) },
    uptime_seconds: Math.round(uptime()),
    host: {
      hostname: facts.hostname,
      system: facts.system,
      kernel: facts.kernel,
      architecture: facts.architecture,
      cpu_model: facts.cpu,
    },
  };
}

function amounts({ total, used, available }: { total: number; used: number; available: number }): {
  total_bytes: number;
  used_bytes: number;
  available_bytes: number;
  used_percent: number;
} {
  return {
    total_bytes: total,
    used_bytes: used,
    available_bytes: available,
    used_percent: total === 0 ? 0 : tenths((used / total) * 100),
  };
}

/** Percentages carry one decimal: more would be noise that looks like change. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
