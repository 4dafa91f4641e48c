import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';

const shared = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * A whole file of /proc as Latin-1 text. Node's own `readFileSync` takes a fresh 64 KiB for each file whose size is not
 * known beforehand; a look at every process would leave tens of megabytes behind. Throws what the system throws.
 */
export function readProc(path: string): string {
  const file = openSync(path, 'r');
  try {
    let text = '';
    for (;;) {
      const length = readSync(file, shared, 0, shared.length, null);
      text += shared.toString('latin1', 0, length);
      // It may give less than was asked for before its end: only nothing is the end.
      if (length === 0) return text;
    }
  } finally {
    closeSync(file);
  }
}
