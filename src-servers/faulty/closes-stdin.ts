/** Closes its input at the first line (argv `start`: at once) and lives on. */
import { closeSync } from 'node:fs';

setInterval(() => undefined, 60_000);
const close = (): void => {
  process.stdin.destroy();
  try {
    closeSync(0);
  } catch {
    // Closed by the line above.
  }
  process.stderr.write('input closed\n');
};
if (process.argv[2] === 'start') close();
else process.stdin.once('data', close);
