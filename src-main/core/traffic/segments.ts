/** One run of positions without gaps, both ends included. */
interface Range {
  first: number;
  last: number;
}

/**
 * Which positions the log holds: one range nearly always, more only after records were lost to a full disk. Turns an
 * index (0 is the oldest) into a position and back without looking at the records.
 */
export class Segments {
  #ranges: Range[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The oldest position, or undefined when nothing is held. */
  get first(): number | undefined {
    return this.#ranges[0]?.first;
  }

  /** Adds positions newer than all that are held. */
  append(first: number, last: number): void {
    if (last < first) return;
    const end = this.#ranges.at(-1);
    if (end && first <= end.last) throw new RangeError('positions only grow');
    if (end && end.last + 1 === first) end.last = last;
    else this.#ranges.push({ first, last });
    this.#count += last - first + 1;
  }

  /** Takes positions out, both ends included. */
  remove(first: number, last: number): void {
    const kept: Range[] = [];
    let count = 0;
    for (const range of this.#ranges) {
      const before = { first: range.first, last: Math.min(range.last, first - 1) };
      const after = { first: Math.max(range.first, last + 1), last: range.last };
      if (range.last < first || range.first > last) kept.push(range);
      else kept.push(...[before, after].filter((part) => part.first <= part.last));
    }
    for (const range of kept) count += range.last - range.first + 1;
    this.#ranges = kept;
    this.#count = count;
  }

  has(seq: number): boolean {
    return this.#ranges.some((range) => seq >= range.first && seq <= range.last);
  }

  /** The position at an index, or undefined past the end. */
  at(index: number): number | undefined {
    let left = index;
    for (const range of this.#ranges) {
      const length = range.last - range.first + 1;
      if (left < length) return range.first + left;
      left -= length;
    }
    return undefined;
  }

  /** At most `limit` positions from an index on. */
  slice(from: number, limit: number): number[] {
    const seqs: number[] = [];
    for (let index = from; index < Math.min(from + limit, this.#count); index++) {
      const seq = this.at(index);
      if (seq !== undefined) seqs.push(seq);
    }
    return seqs;
  }
}
