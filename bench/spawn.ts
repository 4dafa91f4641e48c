import { spawn as spawnChild } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openHost } from './host-path.ts';
import { interleaved, ms, type Finding } from './measure.ts';
import { scratchFolder } from './scratch.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const bundled = ['system-monitor', 'file-searcher'];
const rounds = 7;
const most = 2.5;

const opening = [
  {
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'bench', version: '0.0.0' },
    },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
].map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));

/** Milliseconds from spawn to the list of tools, spoken by hand. */
async function listTools(script: string): Promise<number> {
  const started = performance.now();
  const child = spawnChild(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  child.stdin.write(`${opening[0]}\n`);
  let took: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const { id, result } = JSON.parse(line) as { id?: number; result?: { tools?: unknown[] } };
    if (id === 1) child.stdin.write(`${opening[1]}\n${opening[2]}\n`);
    if (id === 2 && Array.isArray(result?.tools)) {
      took = performance.now() - started;
      child.stdin.end();
    }
  }
  child.kill();
  await exited;
  if (took === undefined) throw new Error(`${script} listed no tools`);
  return took;
}

/** Milliseconds from "start" to the list of tools, through a host that has started this server before. */
async function startInHost(
  script: string,
): Promise<{ work: () => Promise<number>; close: () => Promise<void> }> {
  const folder = scratchFolder();
  const host = await openHost(folder.path, { one: { command: process.execPath, args: [script] } });
  const api = host.as('window');
  return {
    async work() {
      const started = performance.now();
      await api.call('server.start', { server: 'one' });
      const { tools } = await api.call('server.inventory', { server: 'one' });
      const took = performance.now() - started;
      if (tools.length === 0) throw new Error(`${script} listed no tools`);
      await api.call('server.stop', { server: 'one' });
      return took;
    },
    async close() {
      await host.close();
      folder[Symbol.dispose]();
    },
  };
}

/** Spawn to tools listed: the bundled servers against one written by hand, bare and through the host. */
export async function spawn(): Promise<Finding[]> {
  using folder = scratchFolder();
  const byHand = join(folder.path, 'by-hand.mjs');
  writeFileSync(byHand, stripTypeScriptTypes(readFileSync(here('payload-server.ts'), 'utf8')));
  const findings: Finding[] = [];
  const add = (name: string, result: { baseline: number; ours: number; ratio: number }): void => {
    const { baseline, ours, ratio } = result;
    findings.push({
      name,
      baseline: ms(baseline),
      ours: ms(ours),
      ratio,
      limit: `≤ ${most} ×`,
      ok: ratio <= most,
    });
  };
  for (const name of bundled) {
    const built = here(`../dist/servers/${name}/${name}.js`);
    if (!existsSync(built)) throw new Error(`${built} is missing. Run npm run build first.`);
    // A copy, so that a build meanwhile disturbs nothing.
    const script = join(folder.path, `${name}.mjs`);
    copyFileSync(built, script);
    add(
      `spawn to tools listed, ${name}`,
      await interleaved(
        rounds,
        () => listTools(byHand),
        () => listTools(script),
      ),
    );
    const hosted = await startInHost(script);
    try {
      add('… through the host', await interleaved(rounds, () => listTools(byHand), hosted.work));
    } finally {
      await hosted.close();
    }
  }
  return findings;
}
