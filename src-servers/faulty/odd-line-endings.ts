/** CRLF after each message, blank lines between them, a byte-order mark at the very start. */
import { answer, deferred, sendRaw, serve } from './minimal-server.ts';

sendRaw('\uFEFF');
serve((message) => {
  if (message.id === undefined) return deferred;
  sendRaw(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, result: answer(message) ?? {} })}\r\n\r\n`);
  return deferred;
});
