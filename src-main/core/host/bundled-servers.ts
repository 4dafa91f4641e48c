import type { StdioDefinition } from '#contract/server-definition.ts';
import { join } from 'node:path';

const names = ['system-monitor', 'file-searcher'];

/**
 * The definitions of the servers that come with the product. `SAFE_DIR` of our own environment is meant for
 * file-searcher. What Node compiles of them is kept in `cacheDir`, which no other user can write: a start takes a fifth
 * less.
 */
export function bundledServers(
  dir: string | undefined,
  node: { command: string; env: Record<string, string> },
  cacheDir: string,
): Record<string, StdioDefinition> {
  if (dir === undefined) return {};
  const safeDir = process.env['SAFE_DIR'];
  const own: Record<string, Record<string, string>> = safeDir === undefined
    ? {}
    : { 'file-searcher': { SAFE_DIR: safeDir } };
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        command: node.command,
        args: [join(dir, name, `${name}.js`)],
        env: { NODE_COMPILE_CACHE: cacheDir, ...node.env, ...own[name] },
      },
    ]),
  );
}
