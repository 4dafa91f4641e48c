import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// So that no command-line option has to be remembered.
setFlagsFromString('--expose-gc');
/** Frees what can be freed, so that one measurement does not pay for another. */
// V8 gives this function to every context made after the flag is set.
export const collectGarbage = runInNewContext('gc') as () => void;

/** One line of the table: the same work done by the reference and by us, in the same run. */
export interface Finding {
  name: string;
  /** As people read it, with its unit. */
  baseline: string;
  ours: string;
  /** Ours over baseline; undefined when there is nothing to compare with. */
  ratio: number | undefined;
  limit: string;
  ok: boolean;
}

/** A piece of work; gives the number it measured, or anything else when the time it took is what counts. */
export type Work = () => unknown;

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

async function once(work: Work): Promise<number> {
  collectGarbage();
  const started = performance.now();
  const measured = await work();
  return typeof measured === 'number' ? measured : performance.now() - started;
}

/**
 * Runs both, one after the other, round after round, the first round not counted and the order changing, so that a
 * busy machine is unfair to neither. Gives the medians.
 */
export async function interleaved(
  rounds: number,
  baseline: Work,
  ours: Work,
): Promise<{ baseline: number; ours: number; ratio: number }> {
  const measured: { baseline: number[]; ours: number[] } = { baseline: [], ours: [] };
  for (let round = 0; round <= rounds; round++) {
    const pair = [
      { work: baseline, into: measured.baseline },
      { work: ours, into: measured.ours },
    ];
    for (const { work, into } of round % 2 === 0 ? pair : pair.toReversed()) {
      const value = await once(work);
      if (round > 0) into.push(value);
    }
  }
  const result = { baseline: median(measured.baseline), ours: median(measured.ours) };
  return { ...result, ratio: result.ours / result.baseline };
}

/** Milliseconds for people: 12.3 ms, 45 µs. */
export function ms(value: number): string {
  if (value < 1) return `${(value * 1000).toFixed(0)} µs`;
  return value < 100 ? `${value.toFixed(1)} ms` : `${value.toFixed(0)} ms`;
}

/** Processor time of this thread so far, in milliseconds: unlike the clock it does not count what others took. */
export function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The longest the event loop was held up while the work ran, in milliseconds. */
export async function longestStall(
  work: () => Promise<unknown>,
  clock: () => number = () => performance.now(),
): Promise<number> {
  let longest = 0;
  let before = clock();
  let watching = true;
  const look = (): void => {
    const now = clock();
    longest = Math.max(longest, now - before);
    before = now;
    if (watching) setImmediate(look);
  };
  setImmediate(look);
  await work();
  watching = false;
  return longest;
}
