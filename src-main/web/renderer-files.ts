import { contentTypeOf } from '#contract/page-policy.ts';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export interface RendererFile {
  readonly type: string;
  read(): Promise<Buffer>;
}

/**
 * The files of the built window by the path of their address (`/index.html`, `/assets/…`).
 *
 * The list is made once: a request can only name what is in it, so no path of a request ever reaches the disk.
 */
export function listRendererFiles(folder: string): ReadonlyMap<string, RendererFile> {
  const files = new Map<string, RendererFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = contentTypeOf(entry.name);
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    let content: Promise<Buffer> | undefined;
    files.set(`/${relative(folder, path).split(sep).join('/')}`, {
      type,
      read: () => (content ??= readFile(path)),
    });
  }
  return files;
}
