import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the parts of the product are: in the packaged application, or in a work tree. */
export interface ProductPaths {
  rendererDir: string;
  preloadFile: string;
  bundledServersDir: string | undefined;
  /** A Node of their own for the bundled servers: Electron's cannot be used as one (fuse `runAsNode` is off). */
  nodeCommand: string;
}

/** `resourcesPath`: of the packaged application; undefined in a work tree. */
export function productPaths(
  resourcesPath: string | undefined,
  platform: NodeJS.Platform = process.platform,
): ProductPaths {
  // Two levels up, both from here and from the bundle in dist/node.
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const nodeFile = platform === 'win32' ? 'node.exe' : 'node';
  const serversDir = resourcesPath ? join(resourcesPath, 'servers') : join(root, 'dist', 'servers');
  return {
    rendererDir: join(root, 'dist', 'renderer'),
    preloadFile: join(root, 'dist', 'preload', 'preload.cjs'),
    bundledServersDir: existsSync(serversDir) ? serversDir : undefined,
    nodeCommand: resourcesPath
      ? join(resourcesPath, 'node', nodeFile)
      : join(root, 'node_modules', 'node', 'bin', nodeFile),
  };
}
