/** Answers every handshake with an error. */
import { deferred, send, serve } from './minimal-server.ts';

serve((message) => {
  if (message.id === undefined) return deferred;
  send({ jsonrpc: '2.0', id: message.id, error: { code: -32000, message: 'licence expired' } });
  return deferred;
});
