/** Bytes of a record in one row of `body`. Small enough that no single row is long to write, read or search. */
export const partSize = 256 * 1024;
/** Each part also holds the start of the next, so that a search finds what lies across the seam (1,000 characters). */
export const overlap = 4096;
/** Parts of one record at most; what is beyond is not kept and the record is flagged `clipped`. */
export const maxParts = 1024;
/** Bytes kept of one record at most. */
export const maxBytes: number = partSize * maxParts;

/** Key of a part in `body`: records in order, parts in order. */
export const bodyKey = (seq: number, part: number): number => seq * maxParts + part;
/** The record a key of `body` belongs to. */
export const seqOfKey = (key: number): number => Math.floor(key / maxParts);

/** How many parts so many bytes need. An empty record has none. */
export const partCount = (length: number): number => Math.ceil(length / partSize);

/** One part, with its overlap. */
export function partOf(bytes: Uint8Array, part: number): Uint8Array {
  if (bytes.length <= partSize) return bytes;
  return bytes.subarray(part * partSize, Math.min(bytes.length, (part + 1) * partSize + overlap));
}

/** Puts parts, in order, together again. */
export function joinParts(parts: Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length <= 1) return only ?? new Uint8Array();
  return Buffer.concat(
    parts.map((part, index) => (index < parts.length - 1 ? part.subarray(0, partSize) : part)),
  );
}
