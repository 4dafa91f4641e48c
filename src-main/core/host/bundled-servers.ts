import type { StdioDefinition } from '#contract/server-definition.ts';
import { join } from 'node:path';

const names = ['system-monitor', 'file-searcher'];

/** The definitions of the servers that come with the product. */
export function bundledServers(
  dir: string | undefined,
  node: { command: string; env: Record<string, string> },
): Record<string, StdioDefinition> {
  if (dir === undefined) return {};
  return Object.fromEntries(
    names.map((name) => [
      name,
      { command: node.command, args: [join(dir, name, `${name}.js`)], env: node.env },
    ]),
  );
}
