import { constants } from 'node:os';
import { runCli } from './run-cli.ts';
import { terminalIo } from './terminal-io.ts';

/** Milliseconds that closing may take after an interrupt, whatever hangs. */
const longestClose = 9000;

const interrupt = new AbortController();
let signalCode: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second one ends it at once.
    if (interrupt.signal.aborted) process.exit(128 + constants.signals[signal]);
    signalCode = 128 + constants.signals[signal];
    setTimeout(() => process.exit(signalCode), longestClose).unref();
    interrupt.abort();
  });
}
// The launcher that runs this on another Node is gone.
process.on('disconnect', () => interrupt.abort());
process.channel?.unref();
// A reader that has seen enough closes the pipe (`| head`); that is no failure of ours.
process.stdout.on('error', () => undefined);

const code = await runCli(process.argv.slice(2), terminalIo(interrupt.signal));
// Pipes are written asynchronously: what is still in them must arrive before the end.
await new Promise<void>((resolve) => {
  if (process.stdout.destroyed) resolve();
  else process.stdout.write('', () => resolve());
});
process.exit(interrupt.signal.aborted ? (signalCode ?? code) : code);
