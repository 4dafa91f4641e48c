const counters = { stop: 0, hungry: 1, files: 2, unreadable: 3, tooLong: 4, found: 5 } as const;
const firstSlot = 6;

export type Counter = keyof typeof counters;

/**
 * A few numbers that all threads of one search see at once, without a message: whether to stop, whether a worker is
 * hungry, how far it is.
 */
export class SearchBoard {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  static forWorkers(count: number): SearchBoard {
    return new SearchBoard(new SharedArrayBuffer((firstSlot + count) * Int32Array.BYTES_PER_ELEMENT));
  }

  get(counter: Counter): number {
    return Atomics.load(this.#cells, counters[counter]);
  }

  set(counter: Counter, value: number): void {
    Atomics.store(this.#cells, counters[counter], value);
  }

  /** Adds and returns the sum. */
  add(counter: Counter, amount: number): number {
    return Atomics.add(this.#cells, counters[counter], amount) + amount;
  }

  /** A worker enters or leaves a match: odd while inside, a new number each time. */
  step(slot: number): void {
    Atomics.add(this.#cells, firstSlot + slot, 1);
  }

  /** The number `step` counts. */
  steps(slot: number): number {
    return Atomics.load(this.#cells, firstSlot + slot);
  }
}
