import { contentTypeOf, noncePlaceholder, pageHeaders } from '#contract/page-policy.ts';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isOwnAddress } from './own-address.ts';

/**
 * Answers requests for `app://signalbox/…` with the files of the built window and the strict headers. The list is made
 * once, so no path of a request ever reaches the disk.
 */
export function createRendererProtocol(folder: string): (request: { url: string }) => Promise<Response> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(`/${relative(folder, path).split(sep).join('/')}`, path);
  }
  return async ({ url }) => {
    const nonce = randomBytes(18).toString('base64');
    const headers = { ...pageHeaders(nonce), 'Cache-Control': 'no-store' };
    const name = isOwnAddress(url) ? new URL(url).pathname : '';
    const path = files.get(name);
    const type = contentTypeOf(name);
    if (path === undefined || type === undefined) return new Response('', { status: 404, headers });
    const content = await readFile(path);
    const body = name.endsWith('.html')
      ? content.toString().replaceAll(noncePlaceholder, nonce)
      : new Uint8Array(content);
    return new Response(body, { headers: { ...headers, 'Content-Type': type } });
  };
}
