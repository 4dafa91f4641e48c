import { describe, expect, it } from 'vitest';
import { largestBytes, readRaster } from './raster-image.ts';

const base64 = (bytes: number[]): string => btoa(String.fromCharCode(...bytes));
const letters = (text: string): number[] => text.split('').map((letter) => letter.charCodeAt(0));
const padded = (bytes: number[]): number[] => [...bytes, ...Array.from({ length: 64 }, () => 0)];
const png = (width: number[], height: number[]): string =>
  base64(padded([0x89, ...letters('PNG\r\n\x1a\n'), 0, 0, 0, 13, ...letters('IHDR'), ...width, ...height]));

describe('reading the head of an image', () => {
  it('knows the raster formats by their bytes', () => {
    expect(readRaster(png([0, 0, 1, 0], [0, 0, 0, 2]))).toMatchObject({
      ok: true,
      type: 'image/png',
      width: 256,
      height: 2,
    });
    expect(readRaster(base64(padded([...letters('GIF89a'), 3, 0, 4, 0])))).toMatchObject({
      type: 'image/gif',
      width: 3,
      height: 4,
    });
    const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 5, 0, 6];
    expect(readRaster(base64(padded(jpeg)))).toMatchObject({ type: 'image/jpeg', height: 5, width: 6 });
    const webp = [
      ...letters('RIFF'),
      0,
      0,
      0,
      0,
      ...letters('WEBPVP8X'),
      10,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      6,
      0,
      0,
      7,
      0,
      0,
    ];
    expect(readRaster(base64(padded(webp)))).toMatchObject({ type: 'image/webp', width: 7, height: 8 });
    const avif = [
      0,
      0,
      0,
      20,
      ...letters('ftypavif'),
      0,
      0,
      0,
      0,
      ...letters('ispe'),
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      9,
      0,
      0,
      0,
      8,
    ];
    expect(readRaster(base64(padded(avif)))).toMatchObject({ type: 'image/avif', width: 9, height: 8 });
  });

  it('draws no picture that is really a document', () => {
    for (const text of [
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.padEnd(80),
      '<html><script>'.padEnd(80),
    ]) {
      expect(readRaster(btoa(text))).toMatchObject({ ok: false });
    }
    expect(readRaster('%%%')).toMatchObject({ ok: false, reason: 'The image is not valid base64.' });
    expect(readRaster('')).toMatchObject({ ok: false });
  });

  it('draws no image too large for a window, by bytes or by pixels', () => {
    expect(readRaster('A'.repeat(Math.ceil((largestBytes * 4) / 3) + 8))).toMatchObject({ ok: false });
    expect(readRaster(png([0, 1, 0, 0], [0, 1, 0, 0]))).toMatchObject({ ok: false });
    expect(readRaster(png([0, 0, 0, 0], [0, 0, 0, 1]))).toMatchObject({ ok: false });
  });
});
