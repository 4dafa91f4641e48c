import { join } from 'node:path';
import { openHost } from './host-path.ts';
import { interleaved, type Finding } from './measure.ts';
import { scratchFolder } from './scratch.ts';
import { listTools, serverScripts, startFinding } from './servers/spawn-to-list.ts';

const rounds = 7;

/** Milliseconds from "start" to the list of tools, through a host that has started this server before. */
async function startInHost(
  script: string,
  env: Record<string, string>,
): Promise<{ work: () => Promise<number>; close: () => Promise<void> }> {
  const folder = scratchFolder();
  const host = await openHost(folder.path, { one: { command: process.execPath, args: [script], env } });
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

/** The start of the bundled servers through the host, against a server written by hand and started without one. */
export async function spawn(): Promise<Finding[]> {
  using folder = scratchFolder();
  const { byHand, bundled } = serverScripts(folder.path);
  // As the product starts its servers: what Node compiles is kept.
  const env = { NODE_COMPILE_CACHE: join(folder.path, 'compiled') };
  const findings: Finding[] = [];
  for (const { name, script } of bundled) {
    const hosted = await startInHost(script, env);
    try {
      const result = await interleaved(rounds, () => listTools(byHand), hosted.work);
      findings.push(startFinding(`start to tools listed through the host, ${name}`, result));
    } finally {
      await hosted.close();
    }
  }
  return findings;
}
