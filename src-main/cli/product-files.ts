import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Two levels up, both from here and from the bundle in dist/node.
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of the built bundled servers; undefined when nothing was built. */
export function bundledServersDir(): string | undefined {
  const folder = join(root, 'dist', 'servers');
  return existsSync(folder) ? folder : undefined;
}

export function productVersion(): string {
  const product: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return String(typeof product === 'object' && product !== null ? Reflect.get(product, 'version') : '');
}
