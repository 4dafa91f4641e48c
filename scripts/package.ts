import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuildStale } from './stale-build.ts';
import { makeStandInRuntime } from './stand-in-runtime.ts';

/**
 * `npm run package -- [--dir] [electron-builder's options]`: builds, then packages the application into release/.
 * Without an Electron runtime it packages around a stand-in, into release/stand-in, and says so: that shows what goes
 * into the package, and cannot be started.
 */
const root = fileURLToPath(new URL('../', import.meta.url));

function run(script: string, args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function answers(site: string): Promise<boolean> {
  try {
    await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(3000) });
    return true;
  } catch {
    return false;
  }
}

/** The folder of a runtime that is on this machine. */
function localRuntime(): string | undefined {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist');
  return existsSync(join(folder, 'version')) ? folder : undefined;
}

if (isBuildStale(root)) run('node_modules/vite/bin/vite.js', ['build', '--app', '--logLevel', 'warn']);

const args = ['--config', 'electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)];
const builder = 'node_modules/electron-builder/cli.js';
const runtime = localRuntime();
const site = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases';
if (runtime !== undefined) {
  run(builder, [...args, `-c.electronDist=${runtime}`]);
} else if (await answers(site)) {
  run(builder, args);
} else {
  console.error(
    'NO ELECTRON RUNTIME: packaging around a stand-in, into release/stand-in. It cannot be started.',
  );
  const standIn = mkdtempSync(join(tmpdir(), 'electron-stand-in-'));
  try {
    makeStandInRuntime(standIn);
    run(builder, ['-c.directories.output=release/stand-in', ...args, `-c.electronDist=${standIn}`]);
  } finally {
    rmSync(standIn, { recursive: true, force: true });
  }
}
