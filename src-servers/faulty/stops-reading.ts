/** Gets through its handshake, then never reads again. */
import { serve } from './minimal-server.ts';

serve((message) => {
  if (message.method === 'tools/list') setTimeout(() => process.stdin.pause(), 50);
  return undefined;
});
setInterval(() => undefined, 60_000);
