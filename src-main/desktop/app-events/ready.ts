import type { HostFailure } from '#contract/host-error.ts';
import { app, protocol, session } from 'electron';
import { join } from 'node:path';
import { createHost, type Host } from '../../core/host/host.ts';
import { setAppMenu } from '../app-menu.ts';
import { createWindow } from '../create-window.ts';
import type { DesktopOptions } from '../desktop-options.ts';
import { guardSession } from '../guard-session.ts';
import { ownScheme, startAddress } from '../own-address.ts';
import { productPaths } from '../product-paths.ts';
import { createRendererProtocol } from '../renderer-protocol.ts';
import { serveWindow } from '../serve-window.ts';

/** The whole start, in order. Gives back the host, to be closed at the end. */
export async function onReady(options: DesktopOptions & { dataDir: string }): Promise<Host> {
  const paths = productPaths(app.isPackaged ? process.resourcesPath : undefined);
  setAppMenu();
  guardSession(session.defaultSession);
  protocol.handle(ownScheme, createRendererProtocol(paths.rendererDir));
  const window = createWindow(paths.preloadFile, join(options.dataDir, 'window.json'));
  const host = await createHost({
    shell: 'desktop',
    version: app.getVersion(),
    dataDir: options.dataDir,
    configFiles: options.configFiles,
    bundledServersDir: paths.bundledServersDir,
    node: { command: paths.nodeCommand, env: {} },
    autostart: true,
    capabilities: { canReveal: false, canOpenLinks: true },
    canAsk: true,
  });
  // It may have been closed meanwhile; the host is given back all the same, to be closed.
  if (!window.isDestroyed()) {
    serveWindow(window, host.as('window'), tell);
    window.loadURL(startAddress).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
  return host;
}

function tell(problem: HostFailure): void {
  process.stderr.write(`${problem.code}: ${problem.message.replaceAll(/\p{Cc}/gu, '�').slice(0, 500)}\n`);
}
