/** Closes its output at once, reads everything and lives on. */
import { closeSync } from 'node:fs';
import { deferred, serve } from './minimal-server.ts';

closeSync(1);
process.stderr.write('output closed\n');
setInterval(() => undefined, 60_000);
serve(() => deferred);
