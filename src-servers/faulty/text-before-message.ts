/** Prints text without newline in front of the answer to a call. With argv `only`: the text and no answer. */
import { deferred, isCall, sendRaw, serve } from './minimal-server.ts';

serve((message) => {
  if (!isCall(message)) return undefined;
  sendRaw('Loading model... ');
  return process.argv[2] === 'only' ? deferred : undefined;
});
