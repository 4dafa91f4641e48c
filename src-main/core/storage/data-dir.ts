import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { HostFailure } from '#contract/host-error.ts';

/** What decides where data lives; a parameter so that each platform's answer can be tested on any platform. */
export interface DataDirFacts {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  home: string;
}

/**
 * The data directory when none is named: `$XDG_DATA_HOME/signalbox` or `~/.local/share/signalbox`,
 * `~/Library/Application Support/Signalbox` on macOS, `%APPDATA%\Signalbox` on Windows. Creates nothing.
 */
export function defaultDataDir(
  facts: DataDirFacts = { platform: process.platform, env: process.env, home: homedir() },
): string {
  if (facts.platform === 'darwin') return join(facts.home, 'Library', 'Application Support', 'Signalbox');
  if (facts.platform === 'win32') {
    return join(facts.env['APPDATA'] || join(facts.home, 'AppData', 'Roaming'), 'Signalbox');
  }
  const xdg = facts.env['XDG_DATA_HOME'];
  // The XDG base directory specification: a path that is not absolute is ignored.
  return join(xdg?.startsWith('/') ? xdg : join(facts.home, '.local', 'share'), 'signalbox');
}

/**
 * Makes the data directory, readable by this user only (0700). Gives back its absolute path.
 * @throws HostFailure `storage-failed` when it is a symlink, not a folder, another user's, or cannot be made.
 */
export function prepareDataDir(dir: string): string {
  const path = resolve(dir);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    // A dangling symlink and a file in its place end here too: the checks below name them.
    if (!exists(path)) {
      throw refused(
        path,
        `cannot be made (${cause instanceof Error ? cause.message : String(cause)})`,
        cause,
      );
    }
  }
  const facts = lstatSync(path);
  if (facts.isSymbolicLink()) throw refused(path, 'is a symbolic link');
  if (!facts.isDirectory()) throw refused(path, 'is not a folder');
  if (process.platform === 'win32') return path;
  if (facts.uid !== userInfo().uid) throw refused(path, 'belongs to another user');
  try {
    if ((facts.mode & 0o777) !== 0o700) chmodSync(path, 0o700);
  } catch (cause) {
    throw refused(path, 'cannot be closed to other users', cause);
  }
  return path;
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function refused(path: string, why: string, cause?: unknown): HostFailure {
  return new HostFailure(
    'storage-failed',
    `The data directory ${path} ${why}. Name another one with --data-dir.`,
    { cause },
  );
}
