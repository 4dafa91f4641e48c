import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { HostFailure } from '#contract/host-error.ts';

/**
 * A file that only grows until it is emptied: the cheapest way to make something survive the death of the process
 * before it goes into a database, in one system call.
 */
export interface Journal {
  /** Writes the entries, in order, in one call. They survive the death of the process when this returns. Throws what the system throws. */
  append(entries: readonly Uint8Array[]): void;
  /** Forgets everything: it is in its database now. */
  clear(): void;
  close(): void;
}

const headBytes = 8;
const magic = 0x5b0c;

/**
 * Opens (or makes) a journal, 0600, and gives what an earlier process left in it, in order. An entry that was torn by
 * a crash ends the list; what follows it was never said to be written.
 * @throws HostFailure `storage-failed`
 */
export function openJournal(path: string): { journal: Journal; left: Buffer[] } {
  let file: number;
  let left: Buffer[];
  try {
    file = openSync(
      path,
      constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0),
      0o600,
    );
    left = readEntries(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HostFailure(
      'storage-failed',
      `The journal ${path} cannot be opened (${why}). Move it away, then start again.`,
      {
        cause,
      },
    );
  }
  let written = fstatSync(file).size;
  return {
    left,
    journal: {
      append(entries) {
        const whole = Buffer.concat(entries.flatMap((entry) => [head(entry), entry]));
        let done = 0;
        try {
          while (done < whole.length) done += writeSync(file, whole, done);
          written += whole.length;
        } catch (error) {
          // Half an entry would hide the ones that follow.
          ftruncateSync(file, written);
          throw error;
        }
      },
      clear() {
        if (written === 0) return;
        ftruncateSync(file, 0);
        written = 0;
      },
      close: () => closeSync(file),
    },
  };
}

function head(entry: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(headBytes);
  bytes.writeUInt32LE(magic, 0);
  bytes.writeUInt32LE(entry.length, 4);
  return bytes;
}

function readEntries(file: number): Buffer[] {
  const { size } = fstatSync(file);
  const whole = Buffer.alloc(size);
  let read = 0;
  while (read < size) {
    const got = readSync(file, whole, read, size - read, read);
    if (got === 0) break;
    read += got;
  }
  const entries: Buffer[] = [];
  let position = 0;
  while (position + headBytes <= read && whole.readUInt32LE(position) === magic) {
    const end = position + headBytes + whole.readUInt32LE(position + 4);
    if (end > read) break;
    entries.push(whole.subarray(position + headBytes, end));
    position = end;
  }
  return entries;
}
