import { expect, it } from 'vitest';
import { bytesOf, fileNameOf } from './save-as.ts';

it.each([
  ['file:///home/a/b.txt?x=1', 'b.txt'],
  ['system://metrics', 'metrics'],
  ['x://../../etc/passwd', 'passwd'],
  ['x://a/.bashrc', 'bashrc'],
  ['x://a/b\u202egnp.exe', 'b_gnp.exe'],
  ['://', 'resource'],
])('proposes for %j the name %j', (uri, name) => {
  expect(fileNameOf(uri)).toBe(name);
});

it('gives the bytes of base64, and nothing for what is none', () => {
  expect(bytesOf('AP8=')).toEqual(new Uint8Array([0, 255]));
  expect(bytesOf('not base64!')).toBeUndefined();
});
