/** Gets through its handshake, then exits with code 9 after argv[2] milliseconds. */
import { serve } from './minimal-server.ts';

serve();
setTimeout(() => process.stderr.write('boom\n', () => process.exit(9)), Number(process.argv[2] ?? 300));
