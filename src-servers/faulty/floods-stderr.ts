/** Writes argv[2] MB of binary to stderr, then serves; with argv `exit` it exits after that with code 7. */
import { Buffer } from 'node:buffer';
import { serve } from './minimal-server.ts';

const block = Buffer.alloc(
  1_000_000,
  Uint8Array.from({ length: 251 }, (_, at) => (at * 7) % 256),
);
let left = Number(process.argv[2] ?? 100);
const next = (): void => {
  left -= 1;
  if (left >= 0) process.stderr.write(block, next);
  else process.stderr.write('\nlast words\n', () => (process.argv[3] === 'exit' ? process.exit(7) : serve()));
};
next();
