import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostApi } from '#contract/host-contract.ts';
import { createHost, type Host } from '../src-main/core/host/host.ts';
import { interleaved, longestStall, ms, processorTime, type Finding } from './measure.ts';
import { scratchFolder } from './scratch.ts';

const smallest = fileURLToPath(new URL('payload-server.ts', import.meta.url));
const bundled = fileURLToPath(new URL('../dist/servers/system-monitor/system-monitor.js', import.meta.url));

/** A host in a folder of its own, as a window has it. */
export async function openHost(
  dataDir: string,
  servers: Record<string, { command: string; args: string[]; env?: Record<string, string> }>,
): Promise<Host> {
  return createHost({
    shell: 'desktop',
    version: '0.0.0',
    dataDir,
    configFiles: [],
    bundledServersDir: undefined,
    node: { command: process.execPath, env: {} },
    transient: servers,
    autostart: false,
    capabilities: { canReveal: false, canOpenLinks: false },
    canAsk: true,
  });
}

/** What is called, and what makes its answer right. */
interface Target {
  server: string;
  tool: string;
  args: Record<string, unknown>;
  isRight(result: { content?: unknown; structuredContent?: unknown }): boolean;
}

const payload = (size: number): Target => ({
  server: 'payload',
  tool: 'payload',
  args: { size },
  isRight({ content }) {
    // Only `tool` above answers here.
    const [block] = content as { text?: unknown }[];
    return String(block?.text).length === size;
  },
});

const metrics: Target = {
  server: 'system-monitor',
  tool: 'get_metrics',
  args: {},
  isRight: ({ structuredContent }) => typeof structuredContent === 'object',
};

async function callBare(client: Client, { tool, args, isRight }: Target): Promise<void> {
  if (!isRight(await client.callTool({ name: tool, arguments: args }))) throw new Error('wrong answer');
}

async function callHost(api: HostApi, { server, tool, args, isRight }: Target): Promise<void> {
  const { call } = await api.call('call.start', { server, tool, argumentsJson: JSON.stringify(args) });
  const { call: ended, result } = await api.call('call.result', { callId: call.id });
  if (!isRight(result)) throw new Error('wrong answer');
  if (ended.outputCheck && ended.outputCheck.outcome !== 'valid') throw new Error('the answer was not valid');
}

/** Makes a rule, as a person does with "Always allow". */
async function alwaysAllow(api: HostApi, target: Target): Promise<void> {
  const asked = new Promise<{ id: string; askedAt: number }>((resolve) => {
    const stop = api.listen(({ events }) => {
      for (const event of events) {
        if (event.type !== 'approval.asked') continue;
        stop();
        resolve(event.approval);
      }
    });
  });
  const call = callHost(api, target);
  const { id, askedAt } = await asked;
  // An allow does not count in the first half second.
  await new Promise((resolve) => setTimeout(resolve, askedAt + 600 - Date.now()));
  await api.call('approval.decide', { id, decision: 'allow-always' });
  await call;
}

interface Case {
  name: string;
  target: Target;
  calls: number;
  limit: string;
  isWithin(ratio: number, more: number): boolean;
}

const cases: readonly Case[] = [
  {
    name: 'a bundled server',
    target: metrics,
    calls: 100,
    limit: '≤ 1.3 × and ≤ + 60 µs',
    isWithin: (ratio, more) => ratio <= 1.3 && more <= 0.06,
  },
  {
    // It answers in a few microseconds: what is added is all that can be seen of it.
    name: 'the smallest server, 100 bytes',
    target: payload(100),
    calls: 500,
    limit: '≤ + 60 µs',
    isWithin: (_ratio, more) => more <= 0.06,
  },
  {
    name: 'the smallest server, 1 MB',
    target: payload(1_000_000),
    calls: 20,
    limit: '≤ 1.1 ×',
    isWithin: (ratio) => ratio <= 1.1,
  },
];

async function compare(one: Case, client: Client, api: HostApi): Promise<Finding[]> {
  const { name, target, calls, limit, isWithin } = one;
  const timed = (clock: () => number, call: () => Promise<void>) => async (): Promise<number> => {
    const started = clock();
    for (let index = 0; index < calls; index++) await call();
    return (clock() - started) / calls;
  };
  const bare = (): Promise<void> => callBare(client, target);
  const hosted = (): Promise<void> => callHost(api, target);
  const wall = (): number => performance.now();
  const took = await interleaved(7, timed(wall, bare), timed(wall, hosted));
  const busy = await interleaved(5, timed(processorTime, bare), timed(processorTime, hosted));
  const row = (
    { baseline, ours, ratio }: typeof took,
    rest: Pick<Finding, 'name' | 'limit' | 'ok'>,
  ): Finding => ({
    ...rest,
    baseline: ms(baseline),
    ours: `${ms(ours)} (${ours < baseline ? '−' : '+'} ${ms(Math.abs(ours - baseline))})`,
    ratio,
  });
  return [
    row(took, {
      name: `a call through the host, ${name}`,
      limit,
      ok: isWithin(took.ratio, took.ours - took.baseline),
    }),
    row(busy, {
      name: '… processor time of this thread (to compare runs on a busy machine)',
      limit: '–',
      ok: true,
    }),
  ];
}

async function connectBare(launch: { command: string; args: string[] }): Promise<Client> {
  // The era that the host speaks too: the new one costs more on both sides.
  const client = new Client({ name: 'bare', version: '0.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StdioClientTransport(launch));
  await client.listTools();
  return client;
}

/** One call through gate, tap, log and client, against the bare client library and the same server. */
export async function hostPath(): Promise<Finding[]> {
  if (!existsSync(bundled)) throw new Error(`${bundled} is missing. Run npm run build first.`);
  using folder = scratchFolder();
  // A copy, so that a build meanwhile disturbs nothing.
  const copy = join(folder.path, 'system-monitor.mjs');
  copyFileSync(bundled, copy);
  const launches: Record<string, { command: string; args: string[] }> = {
    payload: { command: process.execPath, args: [smallest] },
    'system-monitor': { command: process.execPath, args: [copy] },
  };
  const host = await openHost(join(folder.path, 'data'), launches);
  const api = host.as('window');
  const clients: Client[] = [];
  const allowed = new Set<string>();
  try {
    const findings: Finding[] = [];
    for (const one of cases) {
      const { target } = one;
      const launch = launches[target.server];
      if (!launch) throw new Error(`there is no ${target.server}`);
      const client = await connectBare(launch);
      clients.push(client);
      await api.call('server.start', { server: target.server });
      if (!allowed.has(target.tool)) await alwaysAllow(api, target);
      allowed.add(target.tool);
      findings.push(...(await compare(one, client, api)));
    }
    for (const [name, size, calls] of [
      ['1 MB', 1_000_000, 50],
      ['10 MB', 10_000_000, 5],
    ] as const) {
      const stall = await longestStall(async () => {
        for (let index = 0; index < calls; index++) await callHost(api, payload(size));
      }, processorTime);
      findings.push({
        name: `… longest stall at ${name}, of the processor`,
        baseline: '–',
        ours: ms(stall),
        ratio: undefined,
        limit: size > 1_000_000 ? '–' : '≤ 50 ms',
        ok: size > 1_000_000 || stall <= 50,
      });
    }
    return findings;
  } finally {
    await Promise.all([...clients.map((client) => client.close()), host.close()]);
  }
}
