import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { placeOfDescriptor } from '../safe-folder/descriptor-place.ts';
import { decodeText } from '../text/decode.ts';
import { lineHits } from './line-hits.ts';
import type { LineMatcher } from './line-matcher.ts';
import type { LineHit, SearchRequest } from './search-request.ts';

/** A search follows no symlink and waits for no pipe. Windows knows these flags not. */
const readFlags =
  constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Searches one file at a time, blocking: one system call after the other is what makes reading many small files fast,
 * and it runs in worker threads.
 */
export class FileReader {
  readonly #buffer: Buffer;

  constructor(maxFileBytes: number) {
    // One byte more than allowed tells a file that is too large from one that just fits.
    this.#buffer = Buffer.allocUnsafeSlow(maxFileBytes + 1);
  }

  /**
   * The matching lines of the file at `place`, an absolute path as the walk built it; empty when it is binary, too
   * large, or not (any more) the ordinary file it was.
   * @throws the system's error when it cannot be opened or read
   */
  search(place: string, request: SearchRequest, matcher: LineMatcher): LineHit[] {
    const descriptor = openSync(place, readFlags);
    try {
      const length = readSync(descriptor, this.#buffer, 0, this.#buffer.length, null);
      if (length === this.#buffer.length) return [];
      const bytes = this.#buffer.subarray(0, length);
      if (!matcher.mayMatch(bytes)) return [];
      const text = decodeText(bytes);
      if (text === undefined) return [];
      // One more than wanted, so that "there is more" can be told.
      const hits = lineHits(text, matcher.matches(text), request.contextLines, request.maxResults + 1);
      // A folder on the way may have been swapped for a symlink since it was listed. Nothing of what was read is
      // shown unless the descriptor itself says that the file lies where the walk went.
      const shown = hits.length > 0 && placeOfDescriptor(descriptor, place) === place;
      return shown && fstatSync(descriptor).isFile() ? hits : [];
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * The text of a small file such as `.gitignore`; no symlink, no pipe, nothing too large.
   * @throws the system's error when there is none
   */
  text(place: string): string {
    const descriptor = openSync(place, readFlags);
    try {
      if (!fstatSync(descriptor).isFile()) return '';
      const length = readSync(descriptor, this.#buffer, 0, this.#buffer.length, null);
      return this.#buffer.toString('utf8', 0, length);
    } finally {
      closeSync(descriptor);
    }
  }
}
