import { Menu } from 'electron';

/** The menu gives the usual keys (copy, paste, zoom, quit) their effect; the product's own commands are in the page. */
export function setAppMenu(): void {
  const roles = ['editMenu', 'viewMenu', 'windowMenu'] as const;
  const menus = process.platform === 'darwin' ? (['appMenu', ...roles] as const) : roles;
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus.map((role) => ({ role }))));
}
