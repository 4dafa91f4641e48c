import { expect, test } from 'vitest';
import { matchesKeys, type KeyPress } from './shortcut.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('mod is Ctrl or Cmd', () => {
  expect(matchesKeys(press('k', { ctrlKey: true }), 'mod+k')).toBe(true);
  expect(matchesKeys(press('k', { metaKey: true }), 'mod+k')).toBe(true);
  expect(matchesKeys(press('k'), 'mod+k')).toBe(false);
});

test('a question mark counts with and without Shift', () => {
  expect(matchesKeys(press('?', { shiftKey: true }), '?')).toBe(true);
  expect(matchesKeys(press('?'), '?')).toBe(true);
});

test('further modifiers are another shortcut', () => {
  expect(matchesKeys(press('K', { ctrlKey: true, shiftKey: true }), 'mod+k')).toBe(false);
  expect(matchesKeys(press('k', { ctrlKey: true, altKey: true }), 'mod+k')).toBe(false);
  expect(matchesKeys(press('?', { ctrlKey: true }), '?')).toBe(false);
});
