/** Sends the answer to a call one byte at a time, so that multibyte characters come in pieces. */
import { argument, deferred, isCall, sendRaw, serve, textResult } from './minimal-server.ts';

async function drip(bytes: Uint8Array): Promise<void> {
  for (const byte of bytes) {
    sendRaw(Uint8Array.of(byte));
    await new Promise((done) => setTimeout(done, 2));
  }
}

serve((message) => {
  if (!isCall(message)) return undefined;
  const result = textResult(String(argument(message, 'text') ?? 'größer → 🚦'));
  void drip(new TextEncoder().encode(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, result })}\n`));
  return deferred;
});
