import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { interleaved, ms, type Finding } from '../measure.ts';
import { scratchFolder } from '../scratch.ts';

const rounds = 9;
const most = 2.5;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

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

/** The bundled servers and one written by hand, as files in `folder`, so that a build meanwhile disturbs nothing. */
export function serverScripts(folder: string): {
  byHand: string;
  bundled: readonly { name: string; script: string }[];
} {
  const byHand = join(folder, 'by-hand.mjs');
  writeFileSync(byHand, stripTypeScriptTypes(readFileSync(here('../payload-server.ts'), 'utf8')));
  const bundled = ['system-monitor', 'file-searcher'].map((name) => {
    const built = here(`../../dist/servers/${name}/${name}.js`);
    if (!existsSync(built)) throw new Error(`${built} is missing. Run npm run build first.`);
    const script = join(folder, `${name}.mjs`);
    copyFileSync(built, script);
    return { name, script };
  });
  return { byHand, bundled };
}

/** Milliseconds from spawn to the list of tools, spoken by hand. */
export async function listTools(script: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  child.stdin.write(`${opening[0]}\n`);
  let took: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    // The servers under measure are our own.
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

/** One line of the table: a start against that of the server written by hand. */
export function startFinding(
  name: string,
  { baseline, ours, ratio }: { baseline: number; ours: number; ratio: number },
): Finding {
  return { name, baseline: ms(baseline), ours: ms(ours), ratio, limit: `≤ ${most} ×`, ok: ratio <= most };
}

/** Spawn to tools listed: the bundled servers against one written by hand. */
export async function spawnToList(): Promise<Finding[]> {
  using folder = scratchFolder();
  const { byHand, bundled } = serverScripts(folder.path);
  const findings: Finding[] = [];
  for (const { name, script } of bundled) {
    const result = await interleaved(
      rounds,
      () => listTools(byHand),
      () => listTools(script),
    );
    findings.push(startFinding(`spawn to tools listed, ${name}`, result));
  }
  return findings;
}
