import { isOwnAddress } from './own-address.ts';

/** The part of Electron's `WebFrameMain` that tells who sent a message. */
export interface SenderFrame {
  readonly origin: string;
  readonly url: string;
  readonly parent: unknown;
}

/**
 * True when a message comes from the main frame of our own page (Electron's security checklist, item 17).
 * `frame` is null when the frame was navigated away or destroyed since.
 */
export function isOwnSender(frame: SenderFrame | null, senderId: number, windowId: number): boolean {
  return (
    frame !== null &&
    senderId === windowId &&
    frame.parent === null &&
    isOwnAddress(frame.origin) &&
    isOwnAddress(frame.url)
  );
}
