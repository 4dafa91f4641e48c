import type { StdioDefinition } from '#contract/server-definition.ts';
import { join } from 'node:path';

const names = ['system-monitor', 'file-searcher'];

/** The definitions of the servers that come with the product. `SAFE_DIR` of our own environment is meant for file-searcher. */
export function bundledServers(
  dir: string | undefined,
  node: { command: string; env: Record<string, string> },
): Record<string, StdioDefinition> {
  if (dir === undefined) return {};
  const safeDir = process.env['SAFE_DIR'];
  const own: Record<string, Record<string, string>> = safeDir === undefined
    ? {}
    : { 'file-searcher': { SAFE_DIR: safeDir } };
  return Object.fromEntries(
    names.map((name) => [
      name,
      { command: node.command, args: [join(dir, name, `${name}.js`)], env: { ...node.env, ...own[name] } },
    ]),
  );
}
