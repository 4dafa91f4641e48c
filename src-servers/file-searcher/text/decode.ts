import { TextDecoder } from 'node:util';

/** How the bytes of a file become text: UTF-8 unless a byte order mark says UTF-16. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Reads the byte order mark, if there is one. */
export function encodingOf(bytes: Buffer): { encoding: TextEncoding; bomLength: number } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', bomLength: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', bomLength: 2 };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { encoding: 'utf-8', bomLength: marked ? 3 : 0 };
}

/**
 * The text of a whole file, or undefined when it is binary. Binary means that it holds a NUL character: the one rule
 * that both search engines can keep alike.
 */
export function decodeText(bytes: Buffer): string | undefined {
  const { encoding, bomLength } = encodingOf(bytes);
  if (encoding === 'utf-8') return bytes.includes(0) ? undefined : bytes.toString('utf8', bomLength);
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\0') ? undefined : text;
}
