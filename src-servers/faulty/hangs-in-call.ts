/** Shakes hands and lists, and never answers a call. Tells on stderr when the call is cancelled. */
import { deferred, isCall, serve } from './minimal-server.ts';

serve((message) => {
  if (message.method === 'notifications/cancelled')
    process.stderr.write(`cancelled ${JSON.stringify(message.params)}\n`);
  return isCall(message) ? deferred : undefined;
});
