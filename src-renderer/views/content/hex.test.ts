import { expect, it } from 'vitest';
import { base64Size, hexLines } from './hex.ts';

it('shows bytes as hex beside their letters, sixteen a line', () => {
  const lines = hexLines(btoa('\x00AB~\x7fxxxxxxxxxxxyz'), 1000);
  expect(lines?.[0]).toEqual({
    offset: '00000000',
    hex: '00 41 42 7e 7f 78 78 78 78 78 78 78 78 78 78 78',
    text: '·AB~·xxxxxxxxxxx',
  });
  expect(lines?.[1]).toEqual({ offset: '00000010', hex: '79 7a', text: 'yz' });
});

it('stops at the number of bytes asked for', () => {
  expect(hexLines(btoa('x'.repeat(100)), 20)?.map((line) => line.text.length)).toEqual([16, 4]);
});

it('says that something is no base64, and counts bytes', () => {
  expect(hexLines('§', 10)).toBeUndefined();
  expect(['', btoa('a'), btoa('ab'), btoa('abc')].map(base64Size)).toEqual([0, 1, 2, 3]);
});
