import { dialog, shell, type BrowserWindow } from 'electron';
import { openableLink } from './link-policy.ts';

let asking = false;

/** Opens a link in the person's browser, after the person has seen where it leads. Everything else is ignored. */
export async function openLink(address: string, window: BrowserWindow | undefined): Promise<void> {
  const link = openableLink(address);
  // One question at a time: a page cannot bury the person in them.
  if (link === undefined || window === undefined || asking) return;
  asking = true;
  try {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: `Open a page of ${link.host} in your browser?`,
      detail: link.href,
      buttons: ['Cancel', 'Open'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (response === 1) await shell.openExternal(link.href);
  } finally {
    asking = false;
  }
}
