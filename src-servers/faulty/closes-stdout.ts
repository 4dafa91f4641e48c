/** Closes its output when a tool is called (argv `start`: at once) and lives on. */
import { closeSync } from 'node:fs';
import { deferred, isCall, serve } from './minimal-server.ts';

setInterval(() => undefined, 60_000);
if (process.argv[2] === 'start') closeSync(1);
serve((message) => {
  if (!isCall(message)) return undefined;
  closeSync(1);
  return deferred;
});
