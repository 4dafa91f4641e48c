/** Positions that match a filter, growing, 8 bytes each. */
export class MatchList {
  #seqs = new Float64Array(1024);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Adds positions greater than all there are, in order. */
  push(seqs: readonly number[]): void {
    this.#makeRoom(seqs.length);
    this.#seqs.set(seqs, this.#end);
    this.#end += seqs.length;
  }

  /** Adds all positions from one to another, which are greater than all there are. */
  pushRange(from: number, to: number): void {
    this.#makeRoom(to - from + 1);
    for (let seq = from; seq <= to; seq++) this.#seqs[this.#end++] = seq;
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#seqs.length) return;
    const live = this.#seqs.subarray(this.#start, this.#end);
    const larger = new Float64Array(Math.max(1024, Math.ceil((live.length + more) * 1.5)));
    larger.set(live);
    this.#seqs = larger;
    this.#end -= this.#start;
    this.#start = 0;
  }

  /** Forgets positions before one. */
  dropBefore(seq: number): void {
    let low = this.#start;
    let high = this.#end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#seqs[middle] ?? Infinity) < seq) low = middle + 1;
      else high = middle;
    }
    this.#start = low;
  }

  slice(from: number, limit: number): number[] {
    const start = this.#start + from;
    return Array.from(this.#seqs.subarray(start, Math.min(this.#end, start + limit)));
  }
}
