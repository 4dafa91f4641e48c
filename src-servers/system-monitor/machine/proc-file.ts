import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const buffer = Buffer.allocUnsafe(64 * 1024);

/**
 * Reads up to 64 KiB of a file under /proc. Synchronous on purpose: /proc is memory, and a thread-pool round trip
 * costs ten times the read. @returns undefined when the process is gone or the file is not ours to read
 */
export function readProc(path: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += read;
      if (read === 0 || length === buffer.length) return buffer.toString('utf8', 0, length);
    }
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** What the kernel tells every process about itself at its start; read once. */
export function kernelConstants(): { pageSize: number; ticksPerSecond: number } {
  const entries = new Map<bigint, bigint>();
  try {
    const auxv = readFileSync('/proc/self/auxv');
    for (let at = 0; at + 16 <= auxv.length; at += 16)
      entries.set(auxv.readBigUInt64LE(at), auxv.readBigUInt64LE(at + 8));
  } catch {
    // Without it the values below hold on every common machine.
  }
  const pageSizeKey = 6n;
  const ticksKey = 17n;
  return {
    pageSize: Number(entries.get(pageSizeKey) ?? 4096n),
    ticksPerSecond: Number(entries.get(ticksKey) ?? 100n),
  };
}
