/** Ends itself by a signal when a tool is called, or at start. argv: signal, `start`. */
import { deferred, isCall, serve } from './minimal-server.ts';

const die = (): void => void process.kill(process.pid, process.argv[2] ?? 'SIGKILL');
if (process.argv[3] === 'start') die();
serve((message) => {
  if (!isCall(message)) return undefined;
  die();
  return deferred;
});
