import { constants } from 'node:fs';
import { open, readdir, realpath, type FileHandle } from 'node:fs/promises';
import { placeOfDescriptor } from '../safe-folder/descriptor-place.ts';
import { absolutePath, parseRequestedPath, type RequestedPath } from '../safe-folder/requested-path.ts';
import { isWithin, type SafeFolder } from '../safe-folder/safe-folder.ts';
import { entersFolder, looksInto } from '../search/search-request.ts';

/** The protocol's own limit for one completion (MCP 2025-11-25, server/utilities/completion). */
const most = 100;

const folderFlags = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The names that continue a path, folders with `/` at the end. Sandboxed like everything else: a name that leads
 * outside, or cannot be listed, has no continuation.
 */
export async function completePath(
  folders: readonly SafeFolder[],
  typed: string,
  extensions: readonly string[],
): Promise<string[]> {
  const slash = typed.lastIndexOf('/');
  const parent = typed.slice(0, slash + 1);
  const start = typed.slice(slash + 1);
  if (folders.length > 1 && slash === -1)
    return folders.filter(({ label }) => label.startsWith(start)).map(({ label }) => `${label}/`);
  try {
    const entries = await list(parseRequestedPath(folders, parent === '' ? '.' : parent));
    return entries
      .filter(({ name }) => name.startsWith(start))
      .filter((entry) =>
        entry.isDirectory() ? entersFolder(entry.name) : entry.isFile() && looksInto(entry.name, extensions),
      )
      .map((entry) => `${parent}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .toSorted()
      .slice(0, most);
  } catch {
    return [];
  }
}

async function list(
  requested: RequestedPath,
): Promise<{ name: string; isDirectory(): boolean; isFile(): boolean }[]> {
  const path = absolutePath(requested);
  const root = requested.folder.real;
  if (!isWithin(root, await realpath(path))) return [];
  if (process.platform !== 'linux') return readdir(path, { withFileTypes: true });
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, folderFlags);
    const place = placeOfDescriptor(handle.fd, path);
    if (place === undefined || !isWithin(root, place)) return [];
    // Listed through the descriptor that was checked, not through the path once more.
    return await readdir(`/proc/self/fd/${handle.fd}`, { withFileTypes: true });
  } finally {
    await handle?.close();
  }
}
