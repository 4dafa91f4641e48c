import type { Session } from 'electron';
import { isOwnAddress } from './own-address.ts';

/** Closes everything that a page could use besides its own files: the network, permissions, devices, downloads. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  session.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // Dictionaries for spelling would be fetched from the network.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
}

/** The window is offline by construction: only its own files, what it made itself, and Chromium's developer tools. */
export function mayLoad(address: string): boolean {
  return isOwnAddress(address) || /^(blob:app:\/\/signalbox\/|data:|devtools:\/\/)/.test(address);
}
