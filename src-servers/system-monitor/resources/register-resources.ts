import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
  type McpServer,
  type ReadResourceResult,
  type Resource,
  type Variables,
} from '@modelcontextprotocol/server';
import { cursorAt, offsetOf } from '../cursor.ts';
import { icons } from '../icons.ts';
import { NoSuchLog } from '../logs/log-folder.ts';
import type { Monitor } from '../monitor.ts';
import { sorted } from '../processes.ts';
import { historySeconds, intervalSeconds } from '../sampling/sampler.ts';
import { readableMetrics, readableProcesses, size } from '../text/readable.ts';
import { uris } from '../uris.ts';

const json = 'application/json';
const text = 'text/plain';
const pageLength = 100;

const metricsResource = {
  title: 'System metrics',
  description: 'CPU, memory and disk use, load and uptime; subscribe to hear when they change.',
  mimeType: json,
  icons: icons.metrics,
};
const historyResource = {
  title: 'Metrics of the last 10 minutes',
  description: `CPU, memory, disk and load, one sample every ${intervalSeconds} seconds.`,
  mimeType: json,
  icons: icons.metrics,
};
const processesResource = {
  title: 'Largest processes',
  description: 'The five processes that use the most memory; subscribe to hear when they change.',
  mimeType: json,
  icons: icons.processes,
};

/** Registers every resource and template. Each is given as JSON, and as text a person can read. */
export function registerResources(server: McpServer, monitor: Monitor): void {
  server.registerResource('metrics', uris.metrics, metricsResource, async () => {
    const metrics = await monitor.sampler.metrics();
    return both(uris.metrics, metrics, readableMetrics(metrics));
  });
  server.registerResource('metrics-history', uris.history, historyResource, () => {
    const samples = monitor.sampler.history.samples();
    const value = { interval_seconds: intervalSeconds, span_seconds: historySeconds, samples };
    const lines = samples.map(
      (one) =>
        `${one.timestamp}  CPU ${one.cpu_percent.toFixed(1)} %  memory ${one.memory_used_percent.toFixed(1)} %  disk ${one.disk_used_percent.toFixed(1)} %  load ${one.load_1m}`,
    );
    return both(uris.history, value, `${lines.join('\n')}\n`);
  });
  server.registerResource('processes', uris.processes, processesResource, () => readProcesses(monitor));
  server.registerResource(
    'process',
    new ResourceTemplate(uris.processTemplate, {
      list: undefined,
      complete: { pid: (typed) => completePid(monitor, typed) },
    }),
    { title: 'One process', description: 'A process by its id.', mimeType: json, icons: icons.processes },
    (uri, variables) => readProcess(monitor, uri.href, variables),
  );
  server.registerResource(
    'log',
    new ResourceTemplate(uris.logTemplate, {
      list: undefined,
      complete: {
        filename: async (typed) =>
          ((await monitor.logs?.names()) ?? []).filter((name) => name.startsWith(typed)),
      },
    }),
    {
      title: 'Log file',
      description: 'The end of a file in the log folder (option --logs).',
      mimeType: text,
    },
    (uri, variables) => readLog(monitor, uri.href, variables),
  );
  // The list of log files can be long: it is given in pages, which the SDK's own handler does not do.
  server.server.setRequestHandler('resources/list', async ({ params }) => {
    const offset = offsetOf(params?.cursor);
    const all = await listed(monitor);
    const nextCursor = offset + pageLength < all.length ? cursorAt(offset + pageLength) : undefined;
    return {
      resources: all.slice(offset, offset + pageLength),
      ...(nextCursor !== undefined && { nextCursor }),
    };
  });
}

/** The top five, as a resource and inside the checkup prompt. */
export async function readProcesses(
  monitor: Monitor,
): Promise<ReadResourceResult & { contents: TextContents[] }> {
  const top = sorted(await monitor.sampler.processes.measure(), 'memory').slice(0, 5);
  const processes = await monitor.shown.show(top);
  return both(uris.processes, { sorted_by: 'memory', processes }, readableProcesses(processes));
}

interface TextContents {
  readonly [key: string]: unknown;
  uri: string;
  mimeType: string;
  text: string;
}

function both(uri: string, value: unknown, readable: string): { contents: TextContents[] } {
  return {
    contents: [
      { uri, mimeType: json, text: JSON.stringify(value, undefined, 2) },
      { uri, mimeType: text, text: readable },
    ],
  };
}

async function listed(monitor: Monitor): Promise<Resource[]> {
  const logs = (await monitor.logs?.names()) ?? [];
  return [
    { uri: uris.metrics, name: 'metrics', ...metricsResource },
    { uri: uris.history, name: 'metrics-history', ...historyResource },
    { uri: uris.processes, name: 'processes', ...processesResource },
    ...logs.map((name) => ({ uri: `${uris.logs}/${encodeURIComponent(name)}`, name, mimeType: text })),
  ];
}

async function completePid(monitor: Monitor, typed: string): Promise<string[]> {
  const processes = sorted(await monitor.sampler.processes.measure(), 'pid');
  return processes.map(({ pid }) => String(pid)).filter((pid) => pid.startsWith(typed));
}

async function readProcess(monitor: Monitor, uri: string, variables: Variables): Promise<ReadResourceResult> {
  const pid = /^[1-9]\d{0,9}$/u.test(String(variables['pid'])) ? Number(variables['pid']) : undefined;
  const found = pid === undefined ? undefined : await monitor.sampler.processes.measureOne(pid);
  const [shown] = await monitor.shown.show(found === undefined ? [] : [found]);
  if (shown === undefined)
    throw new ResourceNotFoundError(uri, `There is no process ${uri.split('/').at(-1)} now.`);
  return both(uri, shown, readableProcesses([shown]) + `\n${shown.command}\n`);
}

async function readLog(monitor: Monitor, uri: string, variables: Variables): Promise<ReadResourceResult> {
  if (monitor.logs === undefined)
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      'No log folder is set; start the server with --logs DIR.',
    );
  const name = decoded(String(variables['filename']));
  if (name === undefined)
    throw new ResourceNotFoundError(uri, 'This address is not properly percent-encoded: write % as %25.');
  try {
    const { bytes, totalBytes, truncated } = await monitor.logs.read(name);
    if (bytes.includes(0))
      return { contents: [{ uri, mimeType: 'application/octet-stream', blob: bytes.toString('base64') }] };
    const note = truncated ? `[the last ${size(bytes.length)} of ${size(totalBytes)}]\n` : '';
    return { contents: [{ uri, mimeType: text, text: note + bytes.toString('utf8') }] };
  } catch (error) {
    if (error instanceof NoSuchLog) throw new ResourceNotFoundError(uri, error.message);
    throw error;
  }
}

function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
