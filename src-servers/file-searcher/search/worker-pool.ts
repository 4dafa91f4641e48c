import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { workerRole } from './worker-messages.ts';

/** Beyond four the disk and the page cache are the limit, and memory is spent for nothing. */
const perSearch = Math.max(1, Math.min(4, availableParallelism()));

/** A search is at work at once so many times; the next one waits. */
const searchesAtOnce = 4;

/** Enough for two searches at once without starting threads; a sleeping thread costs some megabytes. */
const mostWarm = 2 * perSearch;

/** From source this module has a file of its own; bundled, everything is one file and it starts itself again. */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('./search-worker.ts', import.meta.url)
  : new URL(import.meta.url);

/**
 * Worker threads for searches. A search has its workers for itself: one that must be ended, because a regular
 * expression does not come back, takes nobody else with it. Workers that did well are kept warm.
 */
export class WorkerPool {
  /** How many workers a search gets. */
  readonly perSearch = perSearch;
  readonly #warm: Worker[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Waits for its turn, then hands out workers; give each back with `release` or `discard`, and call `finished`. */
  async lease(): Promise<readonly Worker[]> {
    if (this.#running >= searchesAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    return Array.from({ length: perSearch }, () => this.#warm.pop() ?? newWorker());
  }

  /** The search is over; the next one may begin. */
  finished(): void {
    this.#running--;
    this.#waiting.shift()?.();
  }

  /** Takes back a worker that is idle. */
  release(worker: Worker): void {
    forget(worker);
    worker.unref();
    if (this.#warm.length < mostWarm) {
      // An idle worker has nothing to fail at; should it, it must not end the process, only not be used again.
      worker.on('error', () => this.#warm.splice(0, Infinity, ...this.#warm.filter((one) => one !== worker)));
      this.#warm.push(worker);
    } else this.discard(worker);
  }

  /** Ends a worker that is busy or broken. */
  discard(worker: Worker): void {
    forget(worker);
    worker.on('error', () => undefined);
    void worker.terminate();
  }

  async close(): Promise<void> {
    await Promise.all(this.#warm.splice(0).map((worker) => worker.terminate()));
  }
}

/** Not all listeners: the Worker has some of its own, without which it hears no more messages. */
function forget(worker: Worker): void {
  worker.removeAllListeners('message');
  worker.removeAllListeners('error');
}

function newWorker(): Worker {
  return new Worker(workerFile, {
    workerData: workerRole,
    // Neither the host's secrets nor our options are any business of a search.
    env: {},
    // What a search leaves behind is short-lived; a small nursery keeps the process small.
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 },
  });
}
