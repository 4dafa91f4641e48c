import { app, BrowserWindow, screen } from 'electron';
import { fitBounds, readBounds, smallestWindow, writeBounds } from './window-bounds.ts';

/** Makes the one window, where it was last time. It shows when the page has something to show. */
export function createWindow(preloadFile: string, boundsFile: string): BrowserWindow {
  const { maximized, position, ...size } = fitBounds(
    readBounds(boundsFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...size,
    ...position,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Signalbox',
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  // The last way out of a page without network: peer connections.
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    writeBounds(boundsFile, { position: { x, y }, width, height, maximized: window.isMaximized() });
  });
  return window;
}
