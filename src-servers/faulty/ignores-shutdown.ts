/** Lives on after the end of input and SIGTERM. */
import { serve } from './minimal-server.ts';

process.on('SIGTERM', () => process.stderr.write('SIGTERM ignored\n'));
process.on('SIGINT', () => undefined);
setInterval(() => undefined, 60_000);
serve();
