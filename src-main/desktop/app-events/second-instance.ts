import { BrowserWindow } from 'electron';

/** A second start shows the window of the first. Its arguments are not looked at: nothing is started from outside. */
export function onSecondInstance(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
