import { Buffer } from 'node:buffer';

/** How much the tail keeps: the last `maxLines` lines, each at most `maxLineBytes` bytes. */
export interface StderrTailLimits {
  maxLines?: number;
  maxLineBytes?: number;
}

/**
 * The last lines of stderr. Takes any bytes, in any pieces; memory is bounded by the limits whatever comes.
 * Of a line that is too long the beginning is kept, because that is where programs say what is wrong.
 */
export class StderrTail {
  readonly #maxLines: number;
  readonly #maxLineBytes: number;
  readonly #lines: Buffer[] = [];
  #open: Buffer[] = [];
  #openBytes = 0;

  constructor(limits: StderrTailLimits = {}) {
    this.#maxLines = limits.maxLines ?? 20;
    this.#maxLineBytes = limits.maxLineBytes ?? 4096;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#extend(chunk.subarray(start, end));
      this.#close();
      start = end + 1;
    }
    this.#extend(chunk.subarray(start));
  }

  /** The lines as text, oldest first; bytes that are no UTF-8 become U+FFFD. Blank lines at the end are left out. */
  lines(): string[] {
    const raw = this.#openBytes > 0 ? [...this.#lines, Buffer.concat(this.#open)] : this.#lines;
    const lines = raw.slice(-this.#maxLines).map((line) => line.toString('utf8').replace(/\r$/, ''));
    while (lines.at(-1)?.trim() === '') lines.pop();
    return lines;
  }

  #extend(piece: Uint8Array): void {
    const room = this.#maxLineBytes - this.#openBytes;
    if (room <= 0 || piece.length === 0) return;
    // A copy: a view would hold the whole chunk in memory.
    const kept = Buffer.from(piece.subarray(0, room));
    this.#open.push(kept);
    this.#openBytes += kept.length;
  }

  #close(): void {
    this.#lines.push(Buffer.concat(this.#open));
    if (this.#lines.length > this.#maxLines) this.#lines.shift();
    this.#open = [];
    this.#openBytes = 0;
  }
}
