/** Formats that are only pixels. SVG is not among them: it can hold scripts and links. */
export type RasterType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/bmp';

export type RasterReading =
  | { ok: true; type: RasterType; width: number; height: number; bytes: number }
  /** Why it is not drawn, as a sentence. */
  | { ok: false; reason: string };

/** Largest image drawn: bytes as sent, and pixels once decoded (four bytes each). */
export const largestBytes = 20 * 1024 * 1024;
export const mostPixels = 40_000_000;

const headBytes = 512 * 1024;

/** The first bytes of base64; undefined when it is none. */
function decodeHead(base64: string): Uint8Array | undefined {
  try {
    const text = atob(base64.slice(0, Math.ceil(headBytes / 3) * 4));
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

interface Pixels {
  type: RasterType;
  width: number;
  height: number;
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** Walks the segments of a JPEG to the one with its size. */
function jpegSize(view: DataView): { width: number; height: number } | undefined {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function webpSize(view: DataView, kind: string): { width: number; height: number } | undefined {
  const u24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  if (kind === 'VP8X') return { width: u24(24) + 1, height: u24(27) + 1 };
  if (kind === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind !== 'VP8L') return undefined;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** The largest `ispe` box of an AVIF file. */
function avifSize(bytes: Uint8Array, view: DataView): { width: number; height: number } | undefined {
  let found: { width: number; height: number } | undefined;
  for (let at = 12; at + 16 < bytes.length; at += 1) {
    if (bytes[at] !== 0x69 || ascii(bytes, at, 4) !== 'ispe') continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!found || size.width * size.height > found.width * found.height) found = size;
  }
  return found;
}

function pixelsOf(bytes: Uint8Array): Pixels | undefined {
  if (bytes.length < 30) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') {
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) {
    return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (ascii(bytes, 0, 2) === 'BM') {
    return { type: 'image/bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
  }
  const sized = (type: RasterType, size: { width: number; height: number } | undefined): Pixels | undefined =>
    size && { type, ...size };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return sized('image/jpeg', jpegSize(view));
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') {
    return sized('image/webp', webpSize(view, ascii(bytes, 12, 4)));
  }
  if (ascii(bytes, 4, 8) === 'ftypavif') return sized('image/avif', avifSize(bytes, view));
  return undefined;
}

/**
 * Judges an image by its bytes, not by the type a server claims: only raster formats whose size can be read from
 * their head, and only up to a size that a window can hold.
 */
export function readRaster(base64: string): RasterReading {
  const bytes = Math.floor((base64.length * 3) / 4);
  if (bytes > largestBytes) {
    return {
      ok: false,
      reason: `The image is larger than ${largestBytes / 1024 / 1024} MiB; it is not drawn.`,
    };
  }
  const head = decodeHead(base64);
  if (!head) return { ok: false, reason: 'The image is not valid base64.' };
  const pixels = pixelsOf(head);
  if (!pixels)
    return {
      ok: false,
      reason: 'The bytes are no PNG, JPEG, GIF, WebP, AVIF or BMP image; they are not drawn.',
    };
  const { width, height } = pixels;
  if (width < 1 || height < 1 || width * height > mostPixels) {
    return { ok: false, reason: `The image claims ${width} × ${height} pixels; it is not drawn.` };
  }
  return { ok: true, ...pixels, bytes };
}
