import { BrowserWindow, type WebContents } from 'electron';
import { openLink } from '../open-link.ts';
import { isOwnAddress, startAddress } from '../own-address.ts';

/** No page goes anywhere: no navigation, no redirect, no new window, no webview (Electron's checklist, 12 to 14). */
export function onWebContentsCreated(_event: unknown, contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    // Reloading is the one navigation that there is.
    if (details.url.split('#', 1)[0] !== startAddress) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!isOwnAddress(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    void openLink(url, BrowserWindow.fromWebContents(contents) ?? undefined);
    return { action: 'deny' };
  });
}
