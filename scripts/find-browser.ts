import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A browser that Playwright can drive: `path` undefined means Playwright's own. */
export interface Browser {
  path: string | undefined;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const elsewhere: Record<string, string[]> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
    ]),
};

/** An installed Chrome, Chromium or Edge. */
export function installedBrowser(): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const named = process.env['CHROME_PATH'];
  return [...(named ? [named] : []), ...onPath, ...(elsewhere[process.platform] ?? [])].find((path) =>
    existsSync(path),
  );
}

/**
 * An installed browser, else one fetched by Playwright, else – as root on Debian – one installed by apt. Undefined
 * when none can be had; what was tried is on stderr.
 */
export function findBrowser(): Browser | undefined {
  const found = installedBrowser();
  if (found !== undefined) return { path: found };
  console.error('No Chrome, Chromium or Edge is installed; trying Playwright’s own…');
  const fetched = run('playwright', ['install', 'chromium'], 180_000);
  if (fetched) return { path: undefined };
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  console.error('Playwright could not fetch one; installing Debian’s chromium…');
  if (!run('apt-get', ['update', '-qq'], 300_000)) return undefined;
  if (!run('apt-get', ['install', '-y', '-qq', 'chromium'], 600_000)) return undefined;
  const installed = installedBrowser();
  return installed === undefined ? undefined : { path: installed };
}

function run(command: string, args: string[], timeout: number): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    timeout,
    shell: process.platform === 'win32',
  });
  return status === 0;
}
