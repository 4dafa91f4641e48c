import { TextDecoder } from 'node:util';
import type { OpenedFile } from '../safe-folder/open-inside.ts';
import { Refusal } from '../safe-folder/refusal.ts';
import { encodingOf, type TextEncoding } from './decode.ts';
import { TextGatherer, type TextFacts } from './text-facts.ts';

/** A file may grow while it is read, or be endless: this much is looked at. */
const mostBytes = 256 * 1024 * 1024;
const pieceBytes = 65_536;

export interface FileFacts extends TextFacts {
  readonly bytes: number;
  readonly encoding: TextEncoding;
  /** Only the first 256 MiB were looked at. */
  readonly truncated: boolean;
}

/**
 * Reads a file piece by piece, holding one piece at a time; other requests are answered between pieces.
 * @throws Refusal when it is binary; the signal's reason when aborted
 */
export async function analyzeFile(
  { handle, size }: OpenedFile,
  signal: AbortSignal,
  onProgress: (bytes: number, total: number) => void,
): Promise<FileFacts> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  const gatherer = new TextGatherer();
  let decoder: TextDecoder | undefined;
  let encoding: TextEncoding = 'utf-8';
  let position = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, Math.min(pieceBytes, mostBytes - position), position);
    if (bytesRead === 0) break;
    const bytes = buffer.subarray(0, bytesRead);
    if (decoder === undefined) {
      ({ encoding } = encodingOf(bytes));
      decoder = new TextDecoder(encoding);
    }
    const text = decoder.decode(bytes, { stream: true });
    if (text.includes('\0'))
      throw new Refusal(
        'That file is binary: it holds NUL characters. Choose a text file in UTF-8 or UTF-16.',
      );
    gatherer.add(text);
    position += bytesRead;
    onProgress(position, Math.max(size, position));
    if (position >= mostBytes) break;
  }
  gatherer.add(decoder?.decode() ?? '');
  const truncated = position >= mostBytes && (await handle.read(buffer, 0, 1, position)).bytesRead > 0;
  return { ...gatherer.facts(), bytes: position, encoding, truncated };
}
