import type { TextChannel } from '#contract/json-wire.ts';
import { z } from 'zod';

/** The one channel between the window and the host. */
export const wireChannel = 'signalbox:wire';

/** What crosses it, both ways. `connection` tells the pages of one window apart: a reloaded page opens a new one. */
export const wireMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), connection: z.string().max(64) }),
  z.strictObject({ kind: z.literal('text'), connection: z.string().max(64), text: z.string() }),
  z.strictObject({ kind: z.literal('close'), connection: z.string().max(64) }),
]);
export type WireMessage = z.infer<typeof wireMessageSchema>;

/** The host's end of the channel to one window. */
export interface WireEnd {
  /** A message of the window. Anything that is no such message is dropped. */
  hear(message: unknown): void;
  /** The page is gone: reloaded, crashed, closed. */
  pageGone(): void;
}

/** Makes one {@link TextChannel} per page of a window. A new page ends the channel of the one before. */
export function createWireEnd(
  post: (message: WireMessage) => void,
  onChannel: (channel: TextChannel) => void,
): WireEnd {
  let current: { connection: string; hear?: (text: string) => void; closed: (() => void)[] } | undefined;

  function end(): void {
    const ended = current;
    current = undefined;
    for (const listener of ended?.closed ?? []) listener();
  }

  function begin(connection: string): void {
    end();
    const page: NonNullable<typeof current> = { connection, closed: [] };
    current = page;
    onChannel({
      send: (text) => {
        if (current === page) post({ kind: 'text', connection, text });
      },
      onText: (listener) => {
        page.hear = listener;
      },
      onClose: (listener) => {
        page.closed.push(listener);
      },
      close: () => {
        if (current !== page) return;
        post({ kind: 'close', connection });
        end();
      },
    });
  }

  return {
    hear(raw) {
      const message = wireMessageSchema.safeParse(raw);
      if (!message.success) return;
      const { kind, connection } = message.data;
      if (kind === 'open') begin(connection);
      else if (current?.connection !== connection) return;
      else if (kind === 'close') end();
      else current.hear?.(message.data.text);
    },
    pageGone: end,
  };
}
