/** Exits when it gets `server/discover`, as servers written with some Rust SDKs do; speaks the old era well. */
import { deferred, serve } from './minimal-server.ts';

serve((message) => {
  if (message.method !== 'server/discover') return undefined;
  process.stderr.write('Error: expected initialize request\n', () => process.exit(1));
  return deferred;
});
