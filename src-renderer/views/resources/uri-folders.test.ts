import { expect, it } from 'vitest';
import { uriFolders } from './uri-folders.ts';

it.each([
  ['system://metrics', ['system://']],
  ['file:///home/a/b.txt', ['file://', '/', 'home/', 'a/']],
  ['demo://resource/static/document/x.md', ['demo://', 'resource/', 'static/', 'document/']],
  ['demo://resource/{type}/{id}', ['demo://', 'resource/', '{type}/']],
  ['file-searcher://file/{+a/b}', ['file-searcher://', 'file/']],
  ['urn:isbn:123', ['urn:']],
  ['https://x.test/a?b=/c/d', ['https://', 'x.test/']],
  ['a://1/2/3/4/5/6/7/8', ['a://', '1/', '2/', '3/', '4/', '5/', '6/7/']],
  ['no uri at all', []],
])('%s stands in %j', (uri, folders) => {
  expect(uriFolders(uri)).toEqual(folders);
});
