/** Answers a call with JSON nested argv[2] deep. */
import { deferred, isCall, sendRaw, serve } from './minimal-server.ts';

const depth = Number(process.argv[2] ?? 200_000);
serve((message) => {
  if (!isCall(message)) return undefined;
  const deep = '['.repeat(depth) + ']'.repeat(depth);
  sendRaw(`{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"content":[],"deep":${deep}}}\n`);
  return deferred;
});
