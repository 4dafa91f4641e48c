/** Needs a module that is not installed; argv[2]: its name. */
import { serve } from './minimal-server.ts';

await import(process.argv[2] ?? '@signalbox/no-such-module');
serve();
