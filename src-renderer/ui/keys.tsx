import type { ReactNode } from 'react';

const mac = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? '');

const names: Record<string, string> = {
  mod: mac ? '⌘' : 'Ctrl',
  shift: mac ? '⇧' : 'Shift',
  alt: mac ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  up: '↑',
  down: '↓',
};

/** A shortcut such as `mod+k`, as this system's keyboard calls it. */
export function keysText(keys: string): string {
  return keys
    .split('+')
    .map((key) => names[key] ?? key.toUpperCase())
    .join(mac ? '' : ' ');
}

export function Keys({ keys }: { keys: string }): ReactNode {
  return (
    <kbd className="rounded-[4px] border border-line px-1 font-mono text-2xs leading-[15px] whitespace-nowrap text-dim">
      {keysText(keys)}
    </kbd>
  );
}
