import { fstatSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';

const deletedMark = ' (deleted)';

/**
 * Where an open file really is: an absolute path without symlinks, or undefined when that cannot be told.
 *
 * A path says where a file was when somebody looked; only the descriptor says what was opened. On Linux the kernel
 * names it. Elsewhere the path is resolved again and must lead to the very inode that is open: the file then was at
 * that place at that moment, whatever happened between the two calls.
 */
export function placeOfDescriptor(descriptor: number, path: string): string | undefined {
  try {
    return process.platform === 'linux' ? placeFromKernel(descriptor) : placeFromPath(descriptor, path);
  } catch {
    return undefined;
  }
}

function placeFromKernel(descriptor: number): string {
  const place = readlinkSync(`/proc/self/fd/${descriptor}`);
  // The kernel marks what was deleted after it was opened; a living file may carry the same words in its name.
  if (place.endsWith(deletedMark) && fstatSync(descriptor).nlink === 0)
    return place.slice(0, -deletedMark.length);
  return place;
}

/** The way of systems whose kernel does not name open files. */
export function placeFromPath(descriptor: number, path: string): string | undefined {
  const place = realpathSync.native(path);
  const atPlace = lstatSync(place, { bigint: true });
  const open = fstatSync(descriptor, { bigint: true });
  return atPlace.ino === open.ino && atPlace.dev === open.dev ? place : undefined;
}
