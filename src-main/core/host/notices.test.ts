import { expect, test } from 'vitest';
import { createNotices } from './notices.ts';

test('a sentence is said once, until it is taken back', () => {
  const heard: string[][] = [];
  const notices = createNotices((list) => heard.push(list.map((notice) => notice.text)));
  notices.add('error', 'The disk is full.');
  notices.add('error', 'The disk is full.');
  notices.add('warning', 'A file was damaged.');
  notices.remove('The disk is full.');
  notices.remove('Nobody said this.');
  expect(heard).toEqual([
    ['The disk is full.'],
    ['The disk is full.', 'A file was damaged.'],
    ['A file was damaged.'],
  ]);
  notices.add('error', 'The disk is full.');
  const ids = notices.list().map((notice) => notice.id);
  expect(new Set(ids).size).toBe(2);
});
