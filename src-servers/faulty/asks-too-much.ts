/**
 * When a tool is called it asks the host argv[2] times for something the host does not offer (argv[3], default a method
 * that does not exist), then answers with how often it was refused.
 */
import { deferred, isCall, reply, send, serve, textResult, type Message } from './minimal-server.ts';

const count = Number(process.argv[2] ?? 1);
const method = process.argv[3] ?? 'no/such/method';
let call: Message | undefined;
let refused = 0;

serve((message) => {
  if ('error' in message) {
    refused += 1;
    if (refused === count) reply(call?.id, textResult(`refused ${refused}`));
    return deferred;
  }
  if (!isCall(message)) return undefined;
  call = message;
  for (let at = 0; at < count; at += 1) send({ jsonrpc: '2.0', id: `ask-${at}`, method, params: {} });
  return deferred;
});
