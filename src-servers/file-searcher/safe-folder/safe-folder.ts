import { realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';

/** One folder below which files may be read. */
export interface SafeFolder {
  /** What stands for the folder at the start of a path when there is more than one; unique among them. */
  readonly label: string;
  /** Absolute, with every symlink resolved: what the place of an opened file is compared with. */
  readonly real: string;
  /** Absolute, as it was named; people write absolute paths with this one. */
  readonly given: string;
}

/** Resolves folders and names them; those that do not exist or are not folders are left out. */
export function resolveFolders(paths: readonly string[]): readonly SafeFolder[] {
  const folders: SafeFolder[] = [];
  for (const path of paths) {
    const real = realFolder(path);
    if (real === undefined || folders.some((folder) => folder.real === real)) continue;
    folders.push({ label: freeLabel(basename(real) || 'root', folders), real, given: resolve(path) });
  }
  return folders;
}

function realFolder(path: string): string | undefined {
  try {
    const real = realpathSync.native(path);
    return statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}

function freeLabel(wanted: string, taken: readonly SafeFolder[]): string {
  let label = wanted;
  for (let n = 2; taken.some((folder) => folder.label === label); n++) label = `${wanted}~${n}`;
  return label;
}

/** Whether `place`, an absolute path without symlinks, is `folder` or below it. `/safe-evil` is not below `/safe`. */
export function isWithin(folder: string, place: string): boolean {
  if (place === folder) return true;
  return place.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The path of something inside `folder`, relative to it, with `/` on every system. */
export function relativeWithin(folder: string, place: string): string {
  const path = relative(folder, place);
  return isAbsolute(path) ? place : sep === '/' ? path : path.split(sep).join('/');
}
