/** Reads everything and answers nothing. */
import { deferred, serve } from './minimal-server.ts';

process.stderr.write('waiting for something that never comes\n');
serve(() => deferred);
