/** Writes whole messages and forgets the newline that ends them. */
import { answer, deferred, sendRaw, serve } from './minimal-server.ts';

serve((message) => {
  if (message.id === undefined || message.method !== 'initialize') return deferred;
  sendRaw(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: answer(message) }));
  return deferred;
});
