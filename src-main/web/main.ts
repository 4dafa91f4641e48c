import { HostFailure } from '#contract/host-error.ts';
import { existsSync } from 'node:fs';
import { createHost, defaultDataDir } from '../core/host/host.ts';
import { openBrowser } from './open-browser.ts';
import { bundledServersDir, productVersion, rendererDir } from './product-files.ts';
import { startWeb } from './start-web.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { parseWebOptions, type WebOptions } from './web-options.ts';

function optionsOrExit(): WebOptions {
  try {
    return parseWebOptions(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\nSee signalbox --help.`);
    return process.exit(2);
  }
}

async function run(options: WebOptions): Promise<void> {
  if (!existsSync(rendererDir)) {
    throw new HostFailure(
      'internal',
      `The window is not built: ${rendererDir} is missing. Run "npm run build".`,
    );
  }
  const dataDir = options.dataDir ?? defaultDataDir();
  const starting = createHost({
    shell: 'web',
    version: productVersion(),
    dataDir,
    configFiles: options.configFiles,
    bundledServersDir: bundledServersDir(),
    node: { command: process.execPath, env: {} },
    autostart: true,
    capabilities: { canReveal: false, canOpenLinks: false },
    canAsk: true,
  });
  const close = async (): Promise<void> => (await starting).close();
  // Before anything is awaited: a Ctrl+C during the start must stop what has been started, too.
  stopOnSignal(close);
  const host = await starting;
  const shell = await startWeb(host, { port: options.port, rendererDir, onProblem: tell }).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  // The one line for programs; everything else goes to stderr.
  process.stdout.write(`Signalbox is ready: ${shell.url}\n`);
  if (options.openBrowser) await openBrowser(shell.url, dataDir);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function tell(problem: HostFailure): void {
  // What a window or a server said may hold control characters, which a terminal would obey.
  say(`${problem.code}: ${problem.message.replaceAll(/\p{Cc}/gu, '�').slice(0, 500)}`);
}

run(optionsOrExit()).catch((error: unknown) => {
  if (error instanceof HostFailure) tell(error);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
