import { fileURLToPath } from 'node:url';
import { findElectron } from './electron-runtime.ts';
import { fetchElectron } from './fetch-electron.ts';
import { parseLaunchOptions, type LaunchOptions } from './launch-options.ts';
import { runDesktop } from './run-desktop.ts';

// Two levels up, both from here and from the bundle in dist/node.
const root = fileURLToPath(new URL('../../', import.meta.url));

function optionsOrExit(): LaunchOptions {
  try {
    return parseLaunchOptions(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\nSee signalbox --help.`);
    return process.exit(2);
  }
}

/** The exit code of the desktop shell, or the reason why there is none on this machine. */
async function tryDesktop(options: LaunchOptions): Promise<number | string> {
  const { env } = process;
  if (process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return 'there is no display';
  }
  let electron = findElectron(root);
  if (
    electron === undefined &&
    (options.shell === 'desktop' || !env['CI']) &&
    (await fetchElectron(root, say))
  ) {
    electron = findElectron(root);
  }
  if (electron === undefined) return 'there is no Electron runtime and it cannot be fetched';
  const end = await runDesktop(electron, [root, ...options.forDesktop]);
  return end.ended === 'done' ? end.code : `Electron does not run here: ${end.why}`;
}

async function run(options: LaunchOptions): Promise<void> {
  if (options.shell !== 'web') {
    const end = await tryDesktop(options);
    if (typeof end === 'number') process.exit(end);
    say(`The desktop window cannot be opened (${end}); opening the web shell instead.`);
  }
  process.argv.splice(2, Infinity, ...options.forWeb);
  // The shells do not know each other: the web shell is another program of the same build.
  const isSource = import.meta.url.endsWith('.ts');
  await import(new URL(isSource ? '../web/main.ts' : './web.js', import.meta.url).href);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

await run(optionsOrExit());
