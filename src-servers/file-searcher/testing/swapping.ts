import { Worker } from 'node:worker_threads';

/** How long a race is run: briefly with every change, 30 s with RACE_SECONDS=30. */
const raceMs = Number(process.env['RACE_SECONDS'] ?? 1) * 1000;

/** A race may take longer than it is run on a machine that is busy with other things. */
export const raceTimeoutMs = 2 * raceMs + 60_000;

/** Fewer swaps than this prove nothing. */
const fewestSwaps = 200;

/**
 * Swaps `folder` for a link to `target` and back again, as fast as can be, while `look` is called again and again: for
 * the time of a race, and until there were enough swaps and `enough` looks.
 */
export async function raceWithSwaps(
  folder: string,
  target: string,
  look: () => Promise<void>,
  enough: () => boolean,
): Promise<void> {
  const cell = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL('./swap-for-link.ts', import.meta.url), {
    workerData: { folder, target, cell },
  });
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('exit', () => resolve());
    worker.once('error', reject);
  });
  try {
    const end = Date.now() + raceMs;
    while (Date.now() < end || Atomics.load(cell, 1) < fewestSwaps || !enough()) await look();
  } finally {
    Atomics.store(cell, 0, 1);
    await ended;
  }
}
