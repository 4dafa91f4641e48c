import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Wire } from '#contract/wire.ts';

/** Two wires that are the ends of one message channel: real copies of values, real asynchrony, no network. */
export function createPortWires(): [Wire, Wire] {
  const { port1, port2 } = new MessageChannel();
  return [portWire(port1), portWire(port2)];
}

function portWire(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', listener);
    },
    onClose: (listener) => {
      port.once('close', listener);
    },
    close: () => port.close(),
  };
}
