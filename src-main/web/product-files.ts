import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// Two levels up, both from here and from the bundle in dist/node.
const root = fileURLToPath(new URL('../../', import.meta.url));

export const rendererDir = join(root, 'dist', 'renderer');

/** The folder of the built bundled servers; undefined when nothing was built. */
export function bundledServersDir(): string | undefined {
  const folder = join(root, 'dist', 'servers');
  return existsSync(folder) ? folder : undefined;
}

export function productVersion(): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
