import { z } from 'zod';
import { checkValue, isCommandName } from './check-value.ts';
import {
  commands,
  hostEventSchema,
  type CancelSignal,
  type CommandName,
  type EventBatch,
  type HostApi,
  type HostEvent,
  type Params,
  type Result,
} from './host-contract.ts';
import { HostFailure, hostErrorSchema } from './host-error.ts';
import type { UpMessage, Wire } from './wire.ts';

/** A {@link HostApi} at the other end of a wire. */
export interface HostConnection extends HostApi {
  /** Closes the wire; everything that waits fails with `connection-lost`. */
  close(): void;
}

interface PendingCall {
  readonly command: CommandName;
  settle(value: unknown, failure?: HostFailure): void;
}

/** What comes down, with the parts that are checked one by one still unknown. */
const downEnvelopeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('result'), id: z.number().int(), value: z.unknown() }),
  z.strictObject({ type: z.literal('error'), id: z.number().int(), error: hostErrorSchema }),
  z.strictObject({
    type: z.literal('events'),
    batch: z.object({ seq: z.number().int(), events: z.array(z.unknown()) }),
  }),
]);

const lost = (): HostFailure =>
  new HostFailure('connection-lost', 'The connection to the host is gone. Reconnect and try again.');

/**
 * Speaks to the host over a wire: the one implementation for all wires.
 *
 * Parameters are checked before they are sent, results and events when they arrive; a bad event is dropped and told to
 * `onProblem`, the rest of its batch is kept. An aborted signal rejects with `cancelled` at once and tells the host.
 */
export function connectHost(
  wire: Wire,
  options: { onProblem?: (problem: HostFailure) => void } = {},
): HostConnection {
  const pending = new Map<number, PendingCall>();
  const listeners = new Set<(batch: EventBatch) => void>();
  let lastId = 0;
  let open = true;

  const problem = (failure: HostFailure): void => options.onProblem?.(failure);
  const send = (message: UpMessage): void => wire.send(message);

  function end(): void {
    if (!open) return;
    open = false;
    for (const call of pending.values()) call.settle(undefined, lost());
    listeners.clear();
  }

  function hearEvents(seq: number, raw: readonly unknown[]): void {
    const events: HostEvent[] = [];
    for (const value of raw) {
      const event = hostEventSchema.safeParse(value);
      if (event.success) events.push(event.data);
      else
        problem(
          new HostFailure('internal', `An event is not what the contract says: ${event.error.message}`),
        );
    }
    const batch = Object.freeze({ seq, events });
    for (const listener of listeners) {
      try {
        listener(batch);
      } catch (thrown) {
        problem(new HostFailure('internal', 'A listener failed on an event.', { cause: thrown }));
      }
    }
  }

  wire.onMessage((message) => {
    const parsed = downEnvelopeSchema.safeParse(message);
    if (!parsed.success) {
      problem(new HostFailure('internal', `A message of the host cannot be read: ${parsed.error.message}`));
      return;
    }
    const down = parsed.data;
    if (down.type === 'events') hearEvents(down.batch.seq, down.batch.events);
    // Without an entry the call was cancelled here before its answer came.
    else if (down.type === 'result') pending.get(down.id)?.settle(down.value);
    else pending.get(down.id)?.settle(undefined, HostFailure.from(down.error));
  });
  wire.onClose(end);

  function call<C extends CommandName>(
    command: C,
    params: Params<C>,
    { signal }: { signal?: CancelSignal } = {},
  ): Promise<Result<C>> {
    return new Promise((resolve, reject) => {
      if (!isCommandName(command)) {
        throw new HostFailure('unknown-command', `There is no command "${String(command)}". Check its name.`);
      }
      if (!open) throw lost();
      if (signal?.aborted) throw cancelled();
      const checked = checkValue(commands[command].params, params, `params of ${command}`, 'bad-request');
      const id = (lastId += 1);

      const onAbort = (): void => {
        settle(undefined, cancelled());
        send({ type: 'cancel', id });
      };
      const settle = (value: unknown, failure?: HostFailure): void => {
        pending.delete(id);
        signal?.removeEventListener('abort', onAbort);
        if (failure) {
          reject(failure);
          return;
        }
        try {
          const result = checkValue(commands[command].result, value, `results of ${command}`, 'internal');
          // The schema of this very command has just checked it; TypeScript loses the link through the map.
          resolve(Object.freeze(result) as Result<C>);
        } catch (thrown) {
          reject(thrown);
        }
      };
      pending.set(id, { command, settle });
      signal?.addEventListener('abort', onAbort, { once: true });
      send({ type: 'call', id, command, params: checked });
    });
  }

  return {
    call,
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close() {
      end();
      wire.close();
    },
  };
}

function cancelled(): HostFailure {
  return new HostFailure('cancelled', 'It was cancelled. Start it again when you want it after all.');
}
