/** Exits with code 3 inside a call, after a line on stderr; the tool `sleep` works. */
import { deferred, isCall, serve } from './minimal-server.ts';

serve((message) => {
  if (!isCall(message) || message.params?.['name'] === 'sleep') return undefined;
  process.stderr.write('panic: the tool fell over\n', () => process.exit(3));
  return deferred;
});
