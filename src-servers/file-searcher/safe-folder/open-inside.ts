import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { placeOfDescriptor } from './descriptor-place.ts';
import { notReadable } from './refusal.ts';
import { absolutePath, type RequestedPath } from './requested-path.ts';
import { isWithin } from './safe-folder.ts';

/** Opening never waits for the other end of a pipe and never makes a terminal ours. Windows knows neither flag. */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** An ordinary file, open for reading, proved to be inside the safe folder. */
export interface OpenedFile {
  readonly handle: FileHandle;
  /** Size in bytes when it was opened; it may grow. */
  readonly size: number;
}

/**
 * Opens a file for reading. The descriptor is checked after opening, so that no swap of a folder for a symlink
 * between a check and the opening can lead outside. The caller closes the handle.
 * @throws Refusal when it is not an ordinary, readable file inside the folder
 */
export async function openInside(requested: RequestedPath): Promise<OpenedFile> {
  const path = absolutePath(requested);
  const root = requested.folder.real;
  let handle: FileHandle | undefined;
  try {
    // Only a courtesy: merely opening some devices has effects, so obvious outsiders are not even opened.
    if (!isWithin(root, await realpath(path))) throw notReadable();
    handle = await open(path, readFlags);
    const place = placeOfDescriptor(handle.fd, path);
    const facts = await handle.stat();
    if (place === undefined || !isWithin(root, place) || !facts.isFile()) throw notReadable();
    return { handle, size: facts.size };
  } catch {
    await handle?.close();
    throw notReadable();
  }
}

/**
 * Reads at most `limit` bytes.
 * @returns undefined when the file holds more
 */
export async function readAtMost({ handle }: OpenedFile, limit: number): Promise<Buffer | undefined> {
  const buffer = Buffer.allocUnsafe(limit + 1);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, Math.min(65_536, buffer.length - filled), filled);
    if (bytesRead === 0) return buffer.subarray(0, filled);
    filled += bytesRead;
  }
  return undefined;
}
