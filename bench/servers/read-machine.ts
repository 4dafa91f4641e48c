import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { interleaved, ms, type Finding } from '../measure.ts';
import { JsonRpcChild } from './json-rpc-child.ts';

/** The built server when there is one, else its source. */
const main = ['dist/servers/system-monitor/system-monitor.js', 'src-servers/system-monitor/main.ts']
  .map((path) => fileURLToPath(new URL(`../../${path}`, import.meta.url)))
  .find((path) => existsSync(path));

const reads = 200;
const rounds = 5;

/**
 * `system://metrics` and `system://processes` of the bundled server, asked over its pipe, against /proc read directly
 * and against systeminformation. What counts is the 95th percentile of 200 readings.
 */
export async function readMachine(): Promise<Finding[]> {
  if (main === undefined) throw new Error('There is no system-monitor to measure. Run npm run build first.');
  if (process.platform !== 'linux') return [];
  using server = new JsonRpcChild([main]);
  await server.initialize();
  const read = (uri: string): Promise<unknown> => server.request('resources/read', { uri });
  // The very first reading waits for a second look to compare with, and the first hundreds are not compiled yet.
  await tail(() => read('system://processes'));
  await tail(() => read('system://metrics'));
  const information = await import('systeminformation');
  const cases = [
    {
      name: 'system://metrics',
      uri: 'system://metrics',
      direct: directMetrics,
      most: 2,
      once: () => information.default.currentLoad(),
    },
    {
      name: 'system://processes',
      uri: 'system://processes',
      direct: directProcesses,
      most: 20,
      once: () => information.default.processes(),
    },
  ];
  const findings: Finding[] = [];
  for (const { name, uri, direct, most, once } of cases) {
    const result = await interleaved(
      rounds,
      () => tail(direct),
      () => tail(() => read(uri)),
    );
    findings.push({
      name: `${name}, p95 against /proc read directly`,
      baseline: ms(result.baseline),
      ours: ms(result.ours),
      ratio: result.ratio,
      limit: `≤ ${most} ms`,
      ok: result.ours <= most,
    });
    const theirs = await interleaved(
      3,
      () => uncached(once),
      () => read(uri),
    );
    findings.push({
      name: `${name}, once, against systeminformation`,
      baseline: ms(theirs.baseline),
      ours: ms(theirs.ours),
      ratio: theirs.ratio,
      limit: '≤ 1 ×',
      ok: theirs.ratio <= 1,
    });
  }
  return findings;
}

/** systeminformation gives the same answer again for half a second. */
async function uncached(work: () => unknown): Promise<number> {
  await pause(600);
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function tail(work: () => unknown): Promise<number> {
  const took: number[] = [];
  for (let count = 0; count < reads; count += 1) {
    const started = performance.now();
    await work();
    took.push(performance.now() - started);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(reads * 0.95)] ?? Number.NaN;
}

function directMetrics(): number {
  const text = ['stat', 'meminfo', 'loadavg', 'uptime']
    .map((name) => readFileSync(`/proc/${name}`, 'utf8'))
    .join('');
  return text.length + statfsSync('/').blocks;
}

function directProcesses(): number {
  let length = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    try {
      length += readFileSync(`/proc/${name}/stat`, 'utf8').length;
    } catch {
      // It ended while we were reading the list.
    }
  }
  return length;
}
