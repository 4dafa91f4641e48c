import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { fileURLToPath } from 'node:url';
import type { HostApi } from '#contract/host-contract.ts';
import { createHost, type Host } from '../src-main/core/host/host.ts';
import { interleaved, longestStall, ms, processorTime, type Finding } from './measure.ts';
import { scratchFolder } from './scratch.ts';

const script = fileURLToPath(new URL('payload-server.ts', import.meta.url));
const launch = { command: process.execPath, args: [script] };
const server = 'payload';

/** A host in a folder of its own, as a window has it. */
export async function openHost(
  dataDir: string,
  servers: Record<string, { command: string; args: string[] }>,
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

async function callHost(api: HostApi, size: number): Promise<void> {
  const { call } = await api.call('call.start', {
    server,
    tool: 'payload',
    argumentsJson: `{"size":${size}}`,
  });
  const { result } = await api.call('call.result', { callId: call.id });
  const [block] = result.content;
  if (block?.type !== 'text' || String(block['text']).length !== size) throw new Error('wrong answer');
}

/** Makes a rule, as a person does with "Always allow". */
async function alwaysAllow(api: HostApi): Promise<void> {
  const asked = new Promise<{ id: string; askedAt: number }>((resolve) => {
    const stop = api.listen(({ events }) => {
      for (const event of events) {
        if (event.type !== 'approval.asked') continue;
        stop();
        resolve(event.approval);
      }
    });
  });
  const call = callHost(api, 1);
  const { id, askedAt } = await asked;
  // An allow does not count in the first half second.
  await new Promise((resolve) => setTimeout(resolve, askedAt + 600 - Date.now()));
  await api.call('approval.decide', { id, decision: 'allow-always' });
  await call;
}

/** One call through gate, tap, log and client, against the bare client library and the same server. */
export async function hostPath(): Promise<Finding[]> {
  using folder = scratchFolder();
  const client = new Client({ name: 'bare', version: '0.0.0' });
  await client.connect(new StdioClientTransport(launch));
  await client.listTools();
  const host = await openHost(folder.path, { [server]: launch });
  const api = host.as('window');
  try {
    await api.call('server.start', { server });
    await alwaysAllow(api);
    const findings: Finding[] = [];
    for (const { name, size, calls, limit, most } of [
      { name: '100 bytes', size: 100, calls: 1000, limit: '≤ 1.3 × and ≤ + 60 µs', most: 1.3 },
      { name: '1 MB', size: 1_000_000, calls: 20, limit: '≤ 1.1 ×', most: 1.1 },
    ]) {
      const bare = (clock: () => number) => async (): Promise<number> => {
        const started = clock();
        for (let index = 0; index < calls; index++) {
          await client.callTool({ name: 'payload', arguments: { size } });
        }
        return (clock() - started) / calls;
      };
      const hosted = (clock: () => number) => async (): Promise<number> => {
        const started = clock();
        for (let index = 0; index < calls; index++) await callHost(api, size);
        return (clock() - started) / calls;
      };
      const wall = (): number => performance.now();
      const result = await interleaved(9, bare(wall), hosted(wall));
      const more = result.ours - result.baseline;
      findings.push({
        name: `a call through the host, ${name}`,
        baseline: ms(result.baseline),
        ours: `${ms(result.ours)} (+ ${ms(more)})`,
        ratio: result.ratio,
        limit,
        ok: result.ratio <= most && (size > 100 || more <= 0.06),
      });
      const busy = await interleaved(5, bare(processorTime), hosted(processorTime));
      findings.push({
        name: '… processor time of this process (to compare runs on a busy machine)',
        baseline: ms(busy.baseline),
        ours: `${ms(busy.ours)} (+ ${ms(busy.ours - busy.baseline)})`,
        ratio: busy.ratio,
        limit: '–',
        ok: true,
      });
    }
    const stall = await longestStall(async () => {
      for (let index = 0; index < 50; index++) await callHost(api, 1_000_000);
    });
    findings.push({
      name: '… longest stall at 1 MB',
      baseline: '–',
      ours: ms(stall),
      ratio: undefined,
      limit: '≤ 50 ms',
      ok: stall <= 50,
    });
    return findings;
  } finally {
    await Promise.all([client.close(), host.close()]);
  }
}
