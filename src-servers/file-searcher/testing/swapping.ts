import { Worker } from 'node:worker_threads';

/** Swaps `folder` for a link to `target` and back again until `stop` is called, which tells how often. */
export function startSwapping(folder: string, target: string): { stop(): Promise<number> } {
  const cell = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL('./swap-for-link.ts', import.meta.url), {
    workerData: { folder, target, cell },
  });
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('exit', () => resolve());
    worker.once('error', reject);
  });
  return {
    async stop() {
      Atomics.store(cell, 0, 1);
      await ended;
      return Atomics.load(cell, 1);
    },
  };
}

/** How long a race is run: briefly with every change, 30 s with RACE_SECONDS=30. */
export const raceMs = Number(process.env['RACE_SECONDS'] ?? 2) * 1000;
