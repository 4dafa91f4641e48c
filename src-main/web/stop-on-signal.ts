/** Milliseconds in which a second signal is the same one: a terminal and a launcher may both deliver it. */
const sameSignal = 400;
/** Milliseconds after which the process ends even when closing hangs. */
const longestClose = 9000;

/**
 * Runs `close` on the first Ctrl+C (SIGINT, SIGTERM, SIGHUP, or the launcher's end) and ends the process after it; a
 * second one ends the process at once.
 */
export function stopOnSignal(close: () => Promise<void>): void {
  let first: number | undefined;
  const stop = (): void => {
    if (first !== undefined) {
      if (performance.now() - first > sameSignal) process.exit(130);
      return;
    }
    first = performance.now();
    setTimeout(() => process.exit(1), longestClose).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Closing failed: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
}
