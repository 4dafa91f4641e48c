import type { HostApi } from '#contract/host-contract.ts';
import type { HostFailure } from '#contract/host-error.ts';
import { jsonWire } from '#contract/json-wire.ts';
import { serveHost } from '#contract/serve-host.ts';
import { ipcMain, type BrowserWindow } from 'electron';
import { isOwnSender } from './sender-check.ts';
import { createWireEnd, wireChannel } from './wire-channel.ts';

/** Serves the host to the page in a window, and to nobody else who can reach the channel. */
export function serveWindow(
  window: BrowserWindow,
  host: HostApi,
  onProblem: (problem: HostFailure) => void,
): void {
  const { webContents } = window;
  const end = createWireEnd(
    (message) => {
      if (!webContents.isDestroyed()) webContents.send(wireChannel, message);
    },
    (channel) => serveHost(jsonWire(channel), host, { onProblem }),
  );
  const hear = (event: Electron.IpcMainEvent, message: unknown): void => {
    if (isOwnSender(event.senderFrame, event.sender.id, webContents.id)) end.hear(message);
  };
  ipcMain.on(wireChannel, hear);
  webContents.on('render-process-gone', () => end.pageGone());
  window.once('closed', () => {
    ipcMain.off(wireChannel, hear);
    end.pageGone();
  });
}
