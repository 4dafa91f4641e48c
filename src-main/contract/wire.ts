import { z } from 'zod';
import { hostErrorSchema } from './host-error.ts';
import { eventBatchSchema } from './host-contract.ts';

/**
 * The smallest two-way channel of plain values: Electron IPC, a WebSocket, a message port. Each is about ten lines.
 */
export interface Wire {
  /** Sends one plain value. Does nothing once closed. */
  send(message: unknown): void;
  /** Hears every value. Set once, before anything is sent. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the channel is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

/** What the view may say on a wire. */
export const upMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('call'),
    id: z.number().int(),
    command: z.string(),
    params: z.unknown(),
  }),
  z.strictObject({ type: z.literal('cancel'), id: z.number().int() }),
]);

/** What the host may say on a wire. */
export const downMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('result'), id: z.number().int(), value: z.unknown() }),
  z.strictObject({ type: z.literal('error'), id: z.number().int(), error: hostErrorSchema }),
  z.strictObject({ type: z.literal('events'), batch: eventBatchSchema }),
]);

export type UpMessage = z.infer<typeof upMessageSchema>;
export type DownMessage = z.infer<typeof downMessageSchema>;
