import { constants, realpathSync, statSync } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../serve/options.ts';

/** The end of a log is what people read; more would only fill a conversation. */
export const mostBytes = 256 * 1024;
const longestName = 255;

/** The end of a log file. */
export interface LogText {
  readonly bytes: Buffer;
  readonly totalBytes: number;
  readonly truncated: boolean;
}

/** The file is not there, or not one this folder gives out. The sentence names nothing outside the folder. */
export class NoSuchLog extends Error {
  override readonly name = 'NoSuchLog';
}

/** The files directly inside one folder; nothing outside it can be read by any name. */
export class LogFolder {
  readonly #path: string;

  /** @throws UsageError when there is no such folder */
  constructor(path: string) {
    try {
      this.#path = realpathSync(path);
      if (!statSync(this.#path).isDirectory()) throw new Error('it is not a folder');
    } catch (error) {
      throw new UsageError(`--logs ${path}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  /** Names of the log files, sorted. */
  async names(): Promise<string[]> {
    const entries = await readdir(this.#path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name.isWellFormed())
      .map((entry) => entry.name)
      .toSorted();
  }

  /** @throws NoSuchLog */
  async read(name: string): Promise<LogText> {
    if (name === '' || name.startsWith('.') || /[/\\\0]/u.test(name) || Buffer.byteLength(name) > longestName)
      throw new NoSuchLog(
        `${JSON.stringify(name.slice(0, 80))} is not the name of a log file in this folder.`,
      );
    const file = await this.#open(name);
    try {
      // Whatever the name meant a moment ago, this is what was opened.
      const { size } = await plainFile(file, name);
      const start = Math.max(0, size - mostBytes);
      const buffer = Buffer.alloc(Math.min(size, mostBytes));
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length, start + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return { bytes: buffer.subarray(0, length), totalBytes: size, truncated: start > 0 };
    } finally {
      await file.close();
    }
  }

  async #open(name: string): Promise<FileHandle> {
    try {
      // Windows has no O_NOFOLLOW; elsewhere the open itself refuses a link that appears after this look.
      if ((await lstat(join(this.#path, name))).isSymbolicLink()) throw noSuchLog(name);
      // No link is followed out of the folder, and a pipe without a writer does not hang us.
      return await open(
        join(this.#path, name),
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      );
    } catch (error) {
      throw noSuchLog(name, error);
    }
  }
}

async function plainFile(file: FileHandle, name: string): Promise<{ size: number }> {
  const facts = await file.stat();
  if (!facts.isFile()) throw noSuchLog(name);
  return facts;
}

function noSuchLog(name: string, cause?: unknown): NoSuchLog {
  return new NoSuchLog(
    `There is no log file ${JSON.stringify(name)}; resources/list names those that can be read.`,
    {
      cause,
    },
  );
}
