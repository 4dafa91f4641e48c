import type { Wire } from './wire.ts';

/** A two-way channel of texts: a WebSocket, or Electron IPC on one channel. */
export interface TextChannel {
  /** Sends one text. Does nothing once closed. */
  send(text: string): void;
  /** Hears every text. Set once. */
  onText(listener: (text: string) => void): void;
  /** Called once when the channel is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

/**
 * A {@link Wire} over a {@link TextChannel}, one JSON text per value, so that every shell copies values the same way
 * (no `undefined`, no class, no shared object). A text that is no JSON is handed on as it is, for the one who
 * validates to refuse.
 */
export function jsonWire(channel: TextChannel): Wire {
  return {
    send: (message) => channel.send(JSON.stringify(message)),
    onMessage: (listener) => channel.onText((text) => listener(parsedOrText(text))),
    onClose: (listener) => channel.onClose(listener),
    close: () => channel.close(),
  };
}

function parsedOrText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}
