/** Prints lines that are no JSON to stdout, at start and in front of each answer to a call. */
import { isCall, sendRaw, serve } from './minimal-server.ts';

sendRaw('Server listening on stdio…\n');
serve((message) => {
  if (isCall(message)) sendRaw('DEBUG: calling a tool\n');
  return undefined;
});
