import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findElectronPackage } from './electron-runtime.ts';

const defaultSite = 'https://github.com/electron/electron/releases';
/** Milliseconds in which the download site must answer. */
const siteAnswers = 3000;
/** Milliseconds that the download may take, once the site has answered. */
const longestDownload = 180_000;

/** True when the Electron runtime was fetched. Says why not by being false: the caller falls back. */
export async function fetchElectron(
  root: string,
  say: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const folder = findElectronPackage(root);
  if (folder === undefined || env['ELECTRON_OVERRIDE_DIST_PATH']) return false;
  const script = join(folder, 'install.js');
  if (!existsSync(script) || !(await answers(env['ELECTRON_MIRROR'] ?? defaultSite))) return false;
  say('Fetching the Electron runtime (first start, about 110 MB)…');
  return new Promise((resolve) => {
    execFile(process.execPath, [script], { timeout: longestDownload, env }, (error) =>
      resolve(error === null),
    );
  });
}

async function answers(site: string): Promise<boolean> {
  try {
    await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(siteAnswers) });
    return true;
  } catch {
    return false;
  }
}
