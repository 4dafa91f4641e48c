import type { Metrics } from '../sampling/metrics.ts';
import type { ShownProcess } from '../processes.ts';

/** The metrics as a person would say them. */
export function readableMetrics(metrics: Metrics): string {
  const { cpu, memory, disk, host } = metrics;
  return `${[
    `${host.hostname}, ${host.system}, ${host.kernel} ${host.architecture}, up ${duration(metrics.uptime_seconds)}`,
    `CPU     ${cpu.percent.toFixed(1)} % of ${cpu.cores} cores (${host.cpu_model}), load ${cpu.load_average.join(' ')}`,
    `Memory  ${memory.used_percent.toFixed(1)} % used: ${size(memory.used_bytes)} of ${size(memory.total_bytes)}, ${size(memory.available_bytes)} available`,
    `Disk    ${disk.used_percent.toFixed(1)} % used: ${size(disk.used_bytes)} of ${size(disk.total_bytes)} on ${disk.path}, ${size(disk.available_bytes)} available`,
  ].join('\n')}\n`;
}

/** Processes as an aligned table. */
export function readableProcesses(processes: readonly ShownProcess[]): string {
  const rows = processes.map((row) => [
    String(row.pid),
    row.memory_percent.toFixed(1),
    row.cpu_percent.toFixed(1),
    size(row.memory_bytes),
    row.user,
    row.name,
  ]);
  const table = [['PID', 'MEM %', 'CPU %', 'MEMORY', 'USER', 'NAME'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column < 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Bytes in the unit that reads best. */
export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  return [days > 0 && `${days} d`, hours > 0 && `${hours} h`, `${minutes % 60} min`]
    .filter(Boolean)
    .join(' ');
}
