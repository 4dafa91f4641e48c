import { execFile, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Milliseconds that the file with the address is kept: until even a cold browser has read it. */
const fileLife = 60_000;

/**
 * Opens the person's browser. Failures are silent: the address is in the terminal as well.
 *
 * Other accounts of this machine can read the arguments of every process, so the address with its token goes through a
 * file that only this account can read.
 */
export async function openBrowser(url: string, privateFolder: string): Promise<void> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const file = join(privateFolder, 'open-in-browser.html');
  try {
    rmSync(file, { force: true });
    writeFileSync(file, redirectPage(url), { mode: 0o600, flag: 'wx' });
  } catch {
    return;
  }
  const remove = (): void => rmSync(file, { force: true });
  setTimeout(remove, fileLife).unref();
  process.once('exit', remove);
  start((await cannotReadFiles()) ? url : pathToFileURL(file).href);
}

function redirectPage(url: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}"><title>Signalbox</title>`;
}

/** Browsers installed as a snap (their entries are called `name_name.desktop`) may not read hidden folders. */
function cannotReadFiles(): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(false);
  return new Promise((resolve) => {
    execFile('xdg-settings', ['get', 'default-web-browser'], { timeout: 1000 }, (_error, stdout) => {
      resolve(/^[\w-]+_[\w-]+\.desktop$/.test(stdout.trim()));
    });
  });
}

function start(address: string): void {
  const [command, args] = opener(address);
  const child = spawn(command, args, { stdio: 'ignore', detached: true, shell: false, windowsHide: true });
  // No opener on this machine: the person opens the address.
  child.once('error', () => undefined);
  child.unref();
}

function opener(address: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [address]];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]];
  return ['xdg-open', [address]];
}
