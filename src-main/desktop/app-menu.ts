import { app, Menu } from 'electron';

/** The menu gives the usual keys (copy, paste, zoom, quit) their effect; the product's own commands are in the page. */
export function setAppMenu(): void {
  const development: Electron.MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ role: 'toggleDevTools' }];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { role: 'reload' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
          ...development,
        ],
      },
      { role: 'windowMenu' },
    ]),
  );
}
