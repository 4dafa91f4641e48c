/** The part of a keyboard event that shortcuts look at. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** True when the keys pressed are the shortcut, for instance `mod+k`, `?` or `mod+shift+r`. */
export function matchesKeys(press: KeyPress, keys: string): boolean {
  const parts = keys.toLowerCase().split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('mod');
  if ((press.ctrlKey || press.metaKey) !== mod || press.altKey !== parts.includes('alt')) return false;
  // A single character such as `?` needs Shift on some keyboards and not on others.
  const plainCharacter = parts.length === 1 && key.length === 1;
  if (!plainCharacter && press.shiftKey !== parts.includes('shift')) return false;
  const pressed = press.key.toLowerCase();
  return pressed === (key === 'up' ? 'arrowup' : key === 'down' ? 'arrowdown' : key);
}

/** True where typing writes text: shortcuts without a modifier keep out of there. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}
