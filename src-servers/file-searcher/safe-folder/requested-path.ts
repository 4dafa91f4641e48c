import { isAbsolute, join, normalize, sep } from 'node:path';
import { notReadable } from './refusal.ts';
import { isWithin, relativeWithin, type SafeFolder } from './safe-folder.ts';

/** Linux's PATH_MAX; nothing longer can be opened. */
const longestPath = 4096;

/** A path somebody asked for, bound to a safe folder; what is really there is decided when it is opened. */
export interface RequestedPath {
  readonly folder: SafeFolder;
  /** Relative to the folder, normalised, with `/`. Empty for the folder itself. */
  readonly path: string;
}

/**
 * Binds a path from a client to one of the safe folders. With one folder, paths are relative to it; with several, the
 * first name is the folder's label. Absolute paths are welcome when they lie inside.
 * @throws Refusal when it cannot be inside, by any reading
 */
export function parseRequestedPath(folders: readonly SafeFolder[], asked: string): RequestedPath {
  if (asked === '' || asked.includes('\0') || Buffer.byteLength(asked) > longestPath) throw notReadable();
  // On Windows a colon names a drive or a hidden stream of a file.
  if (process.platform === 'win32' && asked.replace(/^[A-Za-z]:(?=[\\/])/, '').includes(':'))
    throw notReadable();
  if (isAbsolute(asked)) {
    const place = normalize(asked);
    for (const folder of folders) {
      const base = [folder.real, folder.given].find((one) => isWithin(one, place));
      if (base !== undefined) return { folder, path: stripEnd(relativeWithin(base, place)) };
    }
    throw notReadable();
  }
  const path = stripEnd(normalize(asked).split(sep).join('/'));
  if (path === '..' || path.startsWith('../')) throw notReadable();
  const [only, second] = folders;
  if (only !== undefined && second === undefined) return { folder: only, path: path === '.' ? '' : path };
  const slash = path.indexOf('/');
  const label = slash === -1 ? path : path.slice(0, slash);
  const folder = folders.find((one) => one.label === label);
  if (folder === undefined) throw notReadable();
  return { folder, path: slash === -1 ? '' : path.slice(slash + 1) };
}

/** The absolute path to open; not yet checked, see `openInside`. */
export function absolutePath({ folder, path }: RequestedPath): string {
  return join(folder.real, path);
}

/** The path as clients see it: the counterpart of `parseRequestedPath`. */
export function shownPath(folders: readonly SafeFolder[], { folder, path }: RequestedPath): string {
  return folders.length > 1 ? `${folder.label}/${path}` : path;
}

function stripEnd(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
