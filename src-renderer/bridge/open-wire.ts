import { jsonWire, type TextChannel } from '#contract/json-wire.ts';
import type { Wire } from '#contract/wire.ts';

/** What happens to the wire, in this order: `onWire`, then `onLost`, then `onWire` with a new wire, and so on. */
export interface WireEvents {
  /** A new wire is open. The one before it, if any, is gone. */
  onWire(wire: Wire): void;
  /** The wire is gone, or could not be opened; the next try is in `retryIn` milliseconds. */
  onLost(retryIn: number): void;
  /** This window has no session with the host (any more): reloading shows how to get one. No further tries. */
  onRefused(): void;
}

/** Keeps one wire to the host open. */
export interface WireKeeper {
  /** Does not wait for the next try. */
  retryNow(): void;
  close(): void;
}

const longestWait = 5000;

/** Opens the wire that this shell offers, and opens it again with growing waits whenever it is lost. */
export function openWire(events: WireEvents): WireKeeper {
  let wait = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: TextChannel | undefined;
  let closed = false;

  async function open(): Promise<void> {
    try {
      const channel = await openChannel();
      if (closed) {
        channel.close();
        return;
      }
      current = channel;
      channel.onClose(() => {
        current = undefined;
        retryLater();
      });
      wait = 0;
      events.onWire(jsonWire(channel));
    } catch {
      if (await isRefused()) events.onRefused();
      else retryLater();
    }
  }

  function retryLater(): void {
    if (closed) return;
    wait = Math.min(longestWait, wait === 0 ? 200 : wait * 2);
    events.onLost(wait);
    timer = setTimeout(() => void open(), wait);
  }

  void open();
  return {
    retryNow() {
      if (closed || current || timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      void open();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      current?.close();
    },
  };
}

declare global {
  interface Window {
    /** Put here by the preload script of the desktop shell: opens the one channel to the host. */
    readonly signalboxWire?: { open(): TextChannel };
  }
}

async function openChannel(): Promise<TextChannel> {
  return window.signalboxWire ? window.signalboxWire.open() : openSocket();
}

function openSocket(): Promise<TextChannel> {
  const socket = new WebSocket(new URL('/wire', location.href.replace(/^http/, 'ws')));
  return new Promise((resolve, reject) => {
    const closeListeners: (() => void)[] = [];
    socket.addEventListener('close', () => {
      reject(new Error('the host did not accept the connection'));
      for (const listener of closeListeners) listener();
    });
    socket.addEventListener('open', () => {
      resolve({
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
        },
        onText: (listener) => {
          socket.addEventListener('message', (event: MessageEvent<unknown>) => {
            if (typeof event.data === 'string') listener(event.data);
          });
        },
        onClose: (listener) => {
          closeListeners.push(listener);
        },
        close: () => socket.close(),
      });
    });
  });
}

/** True when a host answers but does not know this window: a browser does not tell why a WebSocket was refused. */
async function isRefused(): Promise<boolean> {
  if (window.signalboxWire) return false;
  try {
    const answer = await fetch('/session');
    return answer.status === 401;
  } catch {
    return false;
  }
}
