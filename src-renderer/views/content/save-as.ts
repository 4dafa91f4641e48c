/**
 * Lets the browser save what the window made. The type is never the server's: the file is bytes, so that nothing in it is
 * opened or run by being saved.
 */
export function saveAs(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A harmless file name made of the last part of a URI. */
export function fileNameOf(uri: string): string {
  const path = uri.split(/[?#]/, 1)[0] ?? '';
  const last = path.split(/[/\\:]/).findLast((part) => part !== '') ?? '';
  const name = last
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[.\s]+/, '')
    .slice(0, 120);
  return name === '' ? 'resource' : name;
}

/** The bytes of base64; undefined when it is none. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
