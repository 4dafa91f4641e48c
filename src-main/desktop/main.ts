import { app, dialog, protocol } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultDataDir, type Host } from '../core/host/host.ts';
import { createBeforeQuit } from './app-events/before-quit.ts';
import { onReady } from './app-events/ready.ts';
import { onRenderProcessGone } from './app-events/render-process-gone.ts';
import { onSecondInstance } from './app-events/second-instance.ts';
import { onWebContentsCreated } from './app-events/web-contents-created.ts';
import { debugSwitch, parseDesktopOptions } from './desktop-options.ts';
import { ownScheme } from './own-address.ts';

const options = parseDesktopOptions(process.argv);
const dataDir = options.dataDir ?? defaultDataDir();
let starting: Promise<Host | undefined> = Promise.resolve(undefined);

const unwanted = app.isPackaged ? debugSwitch((name) => app.commandLine.hasSwitch(name)) : undefined;
if (unwanted !== undefined) {
  process.stderr.write(`--${unwanted} is not allowed in the packaged application. Start it without.\n`);
  process.exit(2);
}

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: ownScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
// One application per data directory: Chromium's own files, and with them its lock, live inside.
const chromiumDir = join(dataDir, 'chromium');
mkdirSync(chromiumDir, { recursive: true, mode: 0o700 });
app.setPath('userData', chromiumDir);

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', onSecondInstance);
  app.on('web-contents-created', onWebContentsCreated);
  app.on('render-process-gone', onRenderProcessGone);
  app.on('window-all-closed', () => app.quit());
  app.on(
    'before-quit',
    createBeforeQuit(async () => (await starting)?.close()),
  );
  starting = app.whenReady().then(() => onReady({ ...options, dataDir }));
  starting.catch((error: unknown) => {
    dialog.showErrorBox('Signalbox cannot start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else {
  app.exit(0);
}
