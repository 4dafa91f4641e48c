import type { Worker } from 'node:worker_threads';
import { Refusal } from '../safe-folder/refusal.ts';
import { SearchBoard } from './search-board.ts';
import type { FileHits, SearchRequest } from './search-request.ts';
import type { FromWorker, ToWorker, WorkItem } from './worker-messages.ts';
import type { WorkerPool } from './worker-pool.ts';

/** A regular expression that needs longer for one file is given up; most need microseconds. */
const longestMatchMs = 2000;
const watchEveryMs = 100;

/** After a stop, workers look up between two files; one that has not by then is stuck in a match. */
const stopGraceMs = 500;

/** The workers of one search and what they still have to do. */
export class SearchCrew {
  readonly board: SearchBoard;
  readonly #pool: WorkerPool;
  readonly #workers: readonly Worker[];
  readonly #idle = new Set<number>();
  readonly #queue: (readonly WorkItem[])[] = [];
  readonly #over = Promise.withResolvers<void>();
  #inputEnded = false;
  #stopped = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(
    pool: WorkerPool,
    workers: readonly Worker[],
    root: string,
    request: SearchRequest,
    onFound: (file: FileHits) => void,
  ) {
    this.#pool = pool;
    this.#workers = workers;
    this.board = SearchBoard.forWorkers(workers.length);
    for (const [slot, worker] of workers.entries()) {
      this.#idle.add(slot);
      worker.ref();
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'found') onFound(message.file);
        else if (message.kind === 'share') this.give(message.items);
        else this.#becomeIdle(slot);
      });
      // A regular expression can exhaust the stack or the memory of its thread.
      worker.on('error', (error) => this.#over.reject(request.regex ? tooCostly(error) : error));
      this.#tell(slot, { kind: 'begin', root, request, board: this.board.memory, slot });
    }
    if (request.regex) this.#watchMatches();
  }

  /** Adds work; it goes to whoever is idle. */
  give(items: readonly WorkItem[]): void {
    if (this.#stopped) return;
    this.#queue.push(items);
    this.#handOut();
  }

  /** No more work comes from outside. */
  endInput(): void {
    this.#inputEnded = true;
    this.#settle();
  }

  /** Ends the search early, from any thread's point of view at once. */
  stop(): void {
    this.#stopped = true;
    this.board.set('stop', 1);
    this.#queue.length = 0;
    this.#inputEnded = true;
    this.#over.resolve();
  }

  /**
   * Resolves when all is searched, or at once after `stop`.
   * @throws Refusal when a regular expression takes too long
   */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Gives the workers back to the pool; those that do not come back in time are ended. */
  async dismiss(): Promise<void> {
    this.stop();
    clearInterval(this.#watch);
    const late = Date.now() + stopGraceMs;
    while (this.#idle.size < this.#workers.length && Date.now() < late)
      await new Promise((resolve) => setTimeout(resolve, 5));
    for (const [slot, worker] of this.#workers.entries()) {
      if (this.#idle.has(slot)) this.#pool.release(worker);
      else this.#pool.discard(worker);
    }
    this.#pool.finished();
  }

  #becomeIdle(slot: number): void {
    this.#idle.add(slot);
    this.#handOut();
    this.#settle();
  }

  #handOut(): void {
    for (const slot of this.#idle) {
      const items = this.#queue.shift();
      if (items === undefined) break;
      this.#idle.delete(slot);
      this.#tell(slot, { kind: 'work', items });
    }
    this.board.set('hungry', this.#idle.size);
  }

  #settle(): void {
    if (this.#inputEnded && this.#queue.length === 0 && this.#idle.size === this.#workers.length)
      this.#over.resolve();
  }

  #tell(slot: number, message: ToWorker): void {
    this.#workers[slot]?.postMessage(message);
  }

  #watchMatches(): void {
    const seen = this.#workers.map(() => ({ steps: 0, since: Date.now() }));
    this.#watch = setInterval(() => {
      for (const [slot, last] of seen.entries()) {
        const steps = this.board.steps(slot);
        const inside = steps % 2 === 1;
        if (!inside || steps !== last.steps) Object.assign(last, { steps, since: Date.now() });
        else if (Date.now() - last.since > longestMatchMs) this.#over.reject(tooCostly());
      }
    }, watchEveryMs);
  }
}

function tooCostly(cause?: unknown): Refusal {
  return new Refusal(
    'The regular expression is too costly: it took more than 2 s for one file, or ran out of memory. Write it without nested repetitions such as (a+)+, or search for a fixed text with regex: false.',
    { cause },
  );
}
