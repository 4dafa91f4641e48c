import type { CliIo } from './cli-io.ts';

/** The real input and output of the program. */
export function terminalIo(interrupted: AbortSignal): CliIo {
  const { stdin, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    canAsk: stdin.isTTY && stderr.isTTY,
    interrupted,
    async readLine(signal) {
      const { createInterface } = await import('node:readline');
      if (signal.aborted) return undefined;
      const lines = createInterface({ input: stdin, output: stderr, terminal: false });
      const line = await new Promise<string | undefined>((resolve) => {
        // Lines that were typed before the question are read in this very turn of the event loop: they do not count.
        const opened = performance.now();
        lines.on('line', (text) => performance.now() - opened > 50 && resolve(text));
        lines.once('close', () => resolve(undefined));
        signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      lines.close();
      stdin.pause();
      return line;
    },
  };
}
