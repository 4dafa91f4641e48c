import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../node_modules', import.meta.url));

const scripts = {
  everything: '@modelcontextprotocol/server-everything/dist/index.js',
  filesystem: '@modelcontextprotocol/server-filesystem/dist/index.js',
  playwright: '@playwright/mcp/cli.js',
};

/** Installed servers of others, with the arguments to start them. */
export type RealServers = { [name in keyof typeof scripts]?: string[] };

/** Writes a configuration with these servers, to be given to the product as `--config`. */
export function configure(dataDir: string, servers: RealServers): string {
  const mcpServers = Object.fromEntries(
    Object.entries(servers).map(([name, args]) => [
      name,
      // The names are exactly those of the scripts.
      { command: process.execPath, args: [join(packages, scripts[name as keyof typeof scripts]), ...args] },
    ]),
  );
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'real-servers.json');
  writeFileSync(file, JSON.stringify({ mcpServers }));
  return file;
}
