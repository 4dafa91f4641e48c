import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The name of Electron's executable inside its folder. */
export function electronExecutable(platform: NodeJS.Platform = process.platform): string {
  return executables[platform] ?? 'electron';
}

/** The folder of the npm package `electron`, whose binary may or may not be there; undefined: no such package. */
export function findElectronPackage(root: string): string | undefined {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
}

/** The Electron executable of this machine, or undefined. `ELECTRON_OVERRIDE_DIST_PATH` names an existing runtime. */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const file = join(override, electronExecutable());
    return existsSync(file) ? file : undefined;
  }
  const folder = findElectronPackage(root);
  if (folder === undefined) return undefined;
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : electronExecutable();
  const file = join(folder, 'dist', name);
  return existsSync(file) ? file : undefined;
}
