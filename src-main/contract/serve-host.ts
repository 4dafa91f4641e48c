import { z } from 'zod';
import { createCancelSource, type CancelSource } from './cancel-source.ts';
import { checkValue, isCommandName } from './check-value.ts';
import { commands, type CommandName, type HostApi } from './host-contract.ts';
import { HostFailure, toHostError } from './host-error.ts';
import { upMessageSchema, type DownMessage, type UpMessage, type Wire } from './wire.ts';

const addressedSchema = z.object({ type: z.literal('call'), id: z.number().int() });

/**
 * Serves a host to whoever is at the other end of a wire: the one implementation for all wires.
 *
 * Nothing that arrives can throw here: what is malformed is answered with a typed failure when it can be, and told to
 * `onProblem`. Closing the wire ends the listening, not the work: what was started lives in the host and is found
 * again by the next window.
 */
export function serveHost(
  wire: Wire,
  host: HostApi,
  options: { onProblem: (problem: HostFailure) => void },
): void {
  const running = new Map<number, CancelSource>();
  let open = true;

  const send = (message: DownMessage): void => {
    if (!open) return;
    try {
      wire.send(message);
    } catch (thrown) {
      // What cannot be sent (a value that the wire cannot copy) must still be answered.
      const failure = new HostFailure('internal', 'The answer cannot be sent. Ask for less of it.', {
        cause: thrown,
      });
      options.onProblem(failure);
      if (message.type === 'result')
        wire.send({ type: 'error', id: message.id, error: failure.toHostError() });
    }
  };
  const refuse = (id: number, failure: HostFailure): void => {
    options.onProblem(failure);
    send({ type: 'error', id, error: failure.toHostError() });
  };

  async function carryOut(id: number, command: CommandName, params: unknown): Promise<void> {
    const source = createCancelSource();
    running.set(id, source);
    try {
      const checked = checkValue(commands[command].params, params, `params of ${command}`, 'bad-request');
      const result: unknown = await host.call(command, checked, { signal: source.signal });
      const value = checkValue(commands[command].result, result, `results of ${command}`, 'internal');
      send({ type: 'result', id, value });
    } catch (thrown) {
      if (!(thrown instanceof HostFailure) || thrown.code === 'internal')
        options.onProblem(unexpected(command, thrown));
      send({ type: 'error', id, error: toHostError(thrown) });
    } finally {
      running.delete(id);
    }
  }

  function hear(message: UpMessage): void {
    if (message.type === 'cancel') {
      running.get(message.id)?.cancel();
    } else if (!isCommandName(message.command)) {
      const name = message.command.slice(0, 100);
      refuse(
        message.id,
        new HostFailure('unknown-command', `There is no command "${name}". Check its name.`),
      );
    } else if (running.has(message.id)) {
      refuse(
        message.id,
        new HostFailure('bad-request', 'This id belongs to a call that still runs. Use each id once.'),
      );
    } else {
      void carryOut(message.id, message.command, message.params);
    }
  }

  wire.onMessage((raw) => {
    if (!open) return;
    const message = upMessageSchema.safeParse(raw);
    if (message.success) {
      hear(message.data);
      return;
    }
    const failure = new HostFailure(
      'bad-request',
      'A message on the wire is no call and no cancel. It was dropped.',
    );
    const addressed = addressedSchema.safeParse(raw);
    if (addressed.success) refuse(addressed.data.id, failure);
    else options.onProblem(failure);
  });

  const stopListening = host.listen((batch) => send({ type: 'events', batch }));
  wire.onClose(() => {
    open = false;
    running.clear();
    stopListening();
  });
}

function unexpected(command: CommandName, thrown: unknown): HostFailure {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new HostFailure('internal', `${command} failed unexpectedly: ${reason}`, { cause: thrown });
}
