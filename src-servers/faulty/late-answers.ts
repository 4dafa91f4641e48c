/** Answers each tool call argv[2] milliseconds late, also when it was cancelled meanwhile. */
import { deferred, isCall, reply, serve, textResult } from './minimal-server.ts';

serve((message) => {
  if (!isCall(message)) return undefined;
  setTimeout(() => reply(message.id, textResult('at last')), Number(process.argv[2] ?? 500));
  return deferred;
});
