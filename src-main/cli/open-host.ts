import { resolve } from 'node:path';
import type { ServerDefinition } from '#contract/server-definition.ts';
import type { Host } from '../core/host/host.ts';
import { bundledServersDir, productVersion } from './product-files.ts';

/** What a command needs of the host. */
export interface HostWish {
  dataDir: string | undefined;
  configFiles?: string[];
  transient?: Record<string, ServerDefinition>;
  allowAll?: boolean;
  canAsk?: boolean;
  /** The command only looks, and must not keep a window from writing its traffic. */
  readsTraffic?: boolean;
}

/** Opens the host for one command. Nothing is started. The core is loaded only now, so that `--help` needs none of it. */
export async function openHost(wish: HostWish): Promise<Host> {
  const { createHost, defaultDataDir } = await import('../core/host/host.ts');
  return createHost({
    shell: 'cli',
    version: productVersion(),
    dataDir: resolve(wish.dataDir ?? defaultDataDir()),
    configFiles: wish.configFiles ?? [],
    bundledServersDir: bundledServersDir(),
    node: { command: process.execPath, env: {} },
    transient: wish.transient ?? {},
    autostart: false,
    capabilities: { canReveal: false, canOpenLinks: false },
    allowAll: wish.allowAll ?? false,
    canAsk: wish.canAsk ?? false,
    readsTraffic: wish.readsTraffic ?? false,
  });
}
