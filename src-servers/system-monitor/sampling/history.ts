/** One point of the history. */
export interface Sample {
  readonly timestamp: string;
  readonly cpu_percent: number;
  readonly memory_used_percent: number;
  readonly disk_used_percent: number;
  readonly load_1m: number;
}

/** The newest samples, as many as fit; the oldest makes room. */
export class History {
  readonly #most: number;
  readonly #ring: Sample[] = [];
  #next = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(sample: Sample): void {
    this.#ring[this.#next] = sample;
    this.#next = (this.#next + 1) % this.#most;
  }

  /** Oldest first. */
  samples(): Sample[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }
}
