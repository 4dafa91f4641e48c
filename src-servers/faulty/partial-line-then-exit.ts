/** Ends in the middle of the answer to a call; with argv `start` in the middle of its first line. */
import { deferred, isCall, serve } from './minimal-server.ts';

const half = (): void => void process.stdout.write('{"jsonrpc":"2.0","id":1,"res', () => process.exit(0));
if (process.argv[2] === 'start') half();
else {
  serve((message) => {
    if (!isCall(message)) return undefined;
    half();
    return deferred;
  });
}
