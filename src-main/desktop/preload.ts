import { contextBridge, ipcRenderer } from 'electron';
import type { TextChannel } from '#contract/json-wire.ts';
import type { WireMessage } from './wire-channel.ts';

// The name of the channel is repeated here: a sandboxed preload script is one file, and a schema library has no place in it.
const channel = 'signalbox:wire';
let opened = 0;

/** All that the page gets from Electron: one channel of texts to the host. */
function open(): TextChannel {
  opened += 1;
  const connection = `${performance.timeOrigin}-${opened}`;
  let hearText: ((text: string) => void) | undefined;
  let hearClose: (() => void) | undefined;
  // The host drops what comes for a connection that it has closed.
  const post = (message: WireMessage): void => ipcRenderer.send(channel, message);
  const hear = (_event: unknown, message: WireMessage): void => {
    if (message.connection !== connection) return;
    if (message.kind === 'text') hearText?.(message.text);
    else if (message.kind === 'close') end();
  };
  function end(): void {
    ipcRenderer.off(channel, hear);
    hearClose?.();
    hearClose = undefined;
  }
  ipcRenderer.on(channel, hear);
  post({ kind: 'open', connection });
  return {
    send: (text) => post({ kind: 'text', connection, text }),
    onText: (listener) => void (hearText = listener),
    onClose: (listener) => void (hearClose = listener),
    close: () => {
      post({ kind: 'close', connection });
      end();
    },
  };
}

contextBridge.exposeInMainWorld('signalboxWire', { open });
