import { Buffer } from 'node:buffer';
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
  writevSync,
} from 'node:fs';
import { HostFailure } from '#contract/host-error.ts';

/**
 * A file that only grows until it is emptied: the cheapest way to make something survive the death of the process
 * before it goes into a database, in one system call. It does not wait for the disk.
 */
export interface Journal {
  /**
   * Writes one entry, given in parts. It survives the death of the process when this returns. Throws what the system
   * throws, and the entry is then not there.
   */
  append(parts: readonly Uint8Array[]): void;
  /** Forgets everything: it is in its database now. Throws what the system throws. */
  clear(): void;
  close(): void;
}

const headBytes = 8;
const magic = 0x5b0c;
/** Entries up to this long are put together and written as one; longer ones are not copied. */
const copiedUpTo = 64 * 1024;

/**
 * Opens (or makes) a journal, 0600, and gives what an earlier process left in it, in order. An entry that was torn by
 * a crash ends the list; what follows it was never said to be written. The entries stay until `clear`.
 * @throws HostFailure `storage-failed`
 */
export function openJournal(path: string): { journal: Journal; left: Buffer[] } {
  try {
    const file = openSync(
      path,
      constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0),
      0o600,
    );
    const { entries, end } = readEntries(file);
    // What comes next must not stand behind a torn entry, where nobody would find it.
    ftruncateSync(file, end);
    return { left: entries, journal: journalIn(file, end) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HostFailure(
      'storage-failed',
      `The journal ${path} cannot be opened (${why}). Move it away, then start again.`,
      { cause },
    );
  }
}

function journalIn(file: number, end: number): Journal {
  let written = end;
  const scratch = Buffer.allocUnsafeSlow(headBytes + copiedUpTo);
  scratch.writeUInt32LE(magic, 0);

  /** Gives the number of bytes written, which is less than there are when the disk is full. */
  function write(parts: readonly Uint8Array[], length: number): number {
    scratch.writeUInt32LE(length, 4);
    if (length > copiedUpTo) return writevSync(file, [scratch.subarray(0, headBytes), ...parts]);
    let at = headBytes;
    for (const part of parts) {
      scratch.set(part, at);
      at += part.length;
    }
    return writeSync(file, scratch, 0, at);
  }

  return {
    append(parts) {
      let length = 0;
      for (const part of parts) length += part.length;
      try {
        if (write(parts, length) < headBytes + length) throw new Error('the disk is full');
        written += headBytes + length;
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
  };
}

/** The whole entries, and where the last of them ends. */
function readEntries(file: number): { entries: Buffer[]; end: number } {
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
  return { entries, end: position };
}
