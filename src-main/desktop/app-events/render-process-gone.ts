import { BrowserWindow, dialog, type RenderProcessGoneDetails, type WebContents } from 'electron';

/** A page that crashes again within this time (milliseconds) is not reloaded by itself. */
const patience = 30_000;
let lastCrash = -Infinity;

/** The session lives in the host: a crashed page is loaded again and finds everything as it was. */
export function onRenderProcessGone(
  _event: unknown,
  contents: WebContents,
  details: RenderProcessGoneDetails,
): void {
  if (details.reason === 'clean-exit' || details.reason === 'killed' || contents.isDestroyed()) return;
  const crashedAgain = performance.now() - lastCrash < patience;
  lastCrash = performance.now();
  const window = BrowserWindow.fromWebContents(contents);
  if (!window) return;
  if (!crashedAgain) {
    contents.reload();
    return;
  }
  const choice = dialog.showMessageBoxSync(window, {
    type: 'error',
    message: 'The window crashed twice in a row. Servers go on running.',
    buttons: ['Load it again', 'Quit'],
    defaultId: 0,
  });
  if (choice === 0) contents.reload();
  else window.close();
}
