const newline = 0x0a;

/** What came out of the stream: a whole line, or the length of one that was longer than allowed and was dropped. */
export type SplitLine = { readonly text: string } | { readonly dropped: number };

/**
 * Cuts a byte stream into lines. Keeps the pieces of an unfinished line in a list and joins them once, so that a
 * 10 MB message costs linear time; decodes whole lines only, so that a character cut in two by a chunk stays whole.
 */
export class LineSplitter {
  readonly #longest: number;
  #pieces: Buffer[] = [];
  #length = 0;

  /** @param longest bytes a line may have; the rest of a longer one is thrown away as it arrives */
  constructor(longest: number) {
    this.#longest = longest;
  }

  *push(chunk: Buffer): Generator<SplitLine> {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#keep(chunk.subarray(start, end));
      start = end + 1;
      yield this.#finish();
    }
    this.#keep(chunk.subarray(start));
  }

  /** The last line, when the stream ended without a newline. */
  *end(): Generator<SplitLine> {
    if (this.#length > 0) yield this.#finish();
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#longest) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  #finish(): SplitLine {
    const line =
      this.#length > this.#longest
        ? { dropped: this.#length }
        : {
            text: Buffer.concat(this.#pieces, this.#length)
              .toString('utf8')
              .replace(/^\uFEFF/u, '')
              .trim(),
          };
    this.#pieces = [];
    this.#length = 0;
    return line;
  }
}
