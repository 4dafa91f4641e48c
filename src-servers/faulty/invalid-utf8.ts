/** Answers a call with a text that holds the bytes ff fe. */
import { deferred, isCall, sendRaw, serve } from './minimal-server.ts';

serve((message) => {
  if (!isCall(message)) return undefined;
  sendRaw(`{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"content":[{"type":"text","text":"`);
  sendRaw(Uint8Array.of(0xff, 0xfe));
  sendRaw('"}]}}\n');
  return deferred;
});
