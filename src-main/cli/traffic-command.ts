import type { HostApi, Result } from '#contract/host-contract.ts';
import type { TrafficFilter, TrafficRow } from '#contract/traffic-record.ts';
import { parseArgs } from 'node:util';
import type { CliIo } from './cli-io.ts';
import { exitCodes } from './exit-codes.ts';
import { openHost } from './open-host.ts';
import { printResult, table, type Format } from './print.ts';
import { UsageError } from './usage-error.ts';
import { visibleLine } from './visible-text.ts';

/** Rows that one question to the log gives at most. */
const page = 1000;

/**
 * `signalbox traffic list`: the latest rows of the log that match, oldest first. `signalbox traffic export`: every record
 * that matches, whole, as lines of JSON without secrets.
 */
export async function trafficCommand(io: CliIo, argv: readonly string[], format: Format): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      filter: { type: 'string' },
      server: { type: 'string' },
      method: { type: 'string' },
      limit: { type: 'string', default: '100' },
      'data-dir': { type: 'string' },
      format: { type: 'string' },
    },
  });
  const [verb, ...more] = positionals;
  if ((verb !== 'list' && verb !== 'export') || more.length > 0)
    throw new UsageError('Write “traffic list” or “traffic export”.');
  const limit = Number(values.limit);
  if (!/^\d+$/.test(values.limit) || limit < 1)
    throw new UsageError(`--limit ${values.limit} is no number above 0.`);
  const filter: TrafficFilter = {
    ...(values.filter === undefined ? {} : { text: values.filter }),
    ...(values.server === undefined ? {} : { server: values.server }),
    ...(values.method === undefined ? {} : { method: values.method }),
  };
  const host = await openHost({ dataDir: values['data-dir'], readsTraffic: true });
  try {
    if (verb === 'export') {
      await exportAll(io, host.as('cli'), filter);
      return exitCodes.ok;
    }
    const rows = await latestRows(host.as('cli'), filter, limit);
    if (format === 'json') printResult(io, format, { rows });
    else if (rows.length === 0) io.err('Nothing in the log matches.\n');
    else
      io.out(
        table([
          ['SEQ', 'TIME', 'SERVER', '', 'KIND', 'METHOD', 'ID', 'BYTES', 'MS', 'SUMMARY'],
          ...rows.map(cells),
        ]),
      );
    return exitCodes.ok;
  } finally {
    await host.close();
  }
}

async function exportAll(io: CliIo, api: HostApi, filter: TrafficFilter): Promise<void> {
  for (let from: number | undefined = 0; from !== undefined;) {
    const page: Result<'traffic.export'> = await api.call('traffic.export', { filter, from });
    io.out(page.text);
    if (page.matching === 0) io.err('Nothing in the log matches.\n');
    from = page.next;
  }
}

async function latestRows(api: HostApi, filter: TrafficFilter, limit: number): Promise<TrafficRow[]> {
  const { matching } = await api.call('traffic.rows', { filter, from: 0, limit: 0 });
  const rows: TrafficRow[] = [];
  for (let from = Math.max(0, matching - limit); from < matching; from += page) {
    const part = await api.call('traffic.rows', { filter, from, limit: Math.min(page, matching - from) });
    if (part.rows.length === 0) break;
    rows.push(...part.rows);
  }
  return rows;
}

const arrows = { in: '←', out: '→', none: '·' } as const;

function cells(row: TrafficRow): string[] {
  return [
    String(row.seq),
    new Date(row.time).toISOString(),
    visibleLine(row.server),
    arrows[row.direction],
    row.status === 'error' ? `${row.kind}!` : row.kind,
    visibleLine(row.method ?? ''),
    row.id === undefined ? '' : visibleLine(JSON.stringify(row.id)),
    String(row.size),
    row.latency === undefined ? '' : row.latency.toFixed(1),
    visibleLine(row.summary),
  ];
}
