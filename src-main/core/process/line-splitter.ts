import { Buffer } from 'node:buffer';

/** One line of stdout as it came over the pipe. */
export interface Line {
  /** Without the ending. Of an oversize line: its first 64 KiB. */
  bytes: Uint8Array;
  /** When its last byte came: milliseconds since 1970, with fraction. */
  time: number;
  /** `none`: the stream ended inside the line. */
  ending: 'lf' | 'crlf' | 'none';
  /** Set when the line was larger than the cap; `size` is its whole size in bytes. */
  oversize?: { size: number };
}

/** What a {@link LineSplitter} needs to know. */
export interface LineSplitterOptions {
  /** A longer line is clipped. Default 64 MiB. */
  maxBytes?: number;
  onLine(line: Line): void;
  /** Receives every byte of a line that passes the cap (without its LF), in order, so that it can be kept elsewhere. */
  spool?(chunk: Uint8Array): void;
}

const headBytes = 64 * 1024;
const lf = 10;
const cr = 13;

/**
 * Cuts a byte stream into lines, as MCP's stdio transport frames its messages. Linear: it searches each byte once
 * and joins each line at most once, however many chunks it came in.
 */
export class LineSplitter {
  readonly #options: LineSplitterOptions;
  readonly #maxBytes: number;
  #pieces: Uint8Array[] = [];
  #size = 0;
  #oversize = false;
  #lastByte = -1;
  #time = 0;

  constructor(options: LineSplitterOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
  }

  /** Bytes of the line that has no end yet. */
  get pendingBytes(): number {
    return this.#size;
  }

  /** The beginning of the line that has no end yet, to show text that waits for its newline. */
  pending(limit: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let room = limit;
    for (const piece of this.#pieces) {
      if (room <= 0) break;
      parts.push(piece.subarray(0, room));
      room -= piece.length;
    }
    return Buffer.concat(parts);
  }

  /** Takes the next bytes. They are not copied: the caller gives them away. */
  push(chunk: Uint8Array, time: number): void {
    this.#time = time;
    let start = 0;
    for (let end = chunk.indexOf(lf); end !== -1; end = chunk.indexOf(lf, start)) {
      this.#extend(chunk.subarray(start, end));
      this.#finish(this.#lastByte === cr ? 'crlf' : 'lf');
      start = end + 1;
    }
    this.#extend(chunk.subarray(start));
  }

  /** The stream has ended: what is left becomes a line without ending. */
  end(): void {
    if (this.#size > 0) this.#finish('none');
  }

  #extend(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#size += piece.length;
    this.#lastByte = piece[piece.length - 1] ?? -1;
    if (this.#oversize) {
      this.#options.spool?.(piece);
      return;
    }
    this.#pieces.push(piece);
    if (this.#size > this.#maxBytes) {
      this.#oversize = true;
      for (const held of this.#pieces) this.#options.spool?.(held);
      this.#pieces = [this.pending(headBytes)];
    }
  }

  #finish(ending: Line['ending']): void {
    const size = ending === 'crlf' ? this.#size - 1 : this.#size;
    const [first] = this.#pieces;
    const whole = this.#pieces.length === 1 && first ? first : Buffer.concat(this.#pieces);
    const line: Line = { bytes: whole.subarray(0, size), time: this.#time, ending };
    if (this.#oversize) line.oversize = { size };
    this.#pieces = [];
    this.#size = 0;
    this.#oversize = false;
    this.#lastByte = -1;
    this.#options.onLine(line);
  }
}
