import { bodyKey, maxParts, seqOfKey } from './body-parts.ts';
import type { CompiledFilter } from './filter.ts';
import { MatchList } from './match-list.ts';
import type { SqlDatabase, SqlRow, SqlValue } from './sql-database.ts';

/** Rows of `record` looked at by one statement: a few milliseconds. */
const stride = 20_000;
/** A search for text gets a row at least every so many records, and for each part this long… */
const glance = 256;
const longPart = 8 * 1024;
/** …and looks at the clock after so many rows: more when they are quick. */
const portions = { least: 64, most: 512 };

function list(row: SqlRow | undefined): number[] {
  const text = row?.['list'];
  // Made by SQLite from whole numbers only.
  return typeof text === 'string' ? (JSON.parse(`[${text}]`) as number[]) : [];
}

/** Merges ascending lists without repetition. */
function union(one: number[], other: number[]): number[] {
  if (other.length === 0) return one;
  if (one.length === 0) return other;
  return Array.from(new Set([...one, ...other])).toSorted((a, b) => a - b);
}

interface Condition {
  where: string;
  values: SqlValue[];
}

/**
 * What matches one filter, found in slices that never hold up the event loop for long, and kept, so that scrolling and
 * newer records cost no second search.
 */
export class FilterScan {
  readonly matches: MatchList = new MatchList();
  /** Everything up to this position has been judged. */
  scannedTo: number;
  readonly #db: SqlDatabase;
  readonly #filter: CompiledFilter;
  readonly #verify: (seq: number) => boolean;
  #uniform = true;
  #halfway: { key: number; sure: boolean; doubtful: boolean } | undefined;

  /** `verify` judges a record on disk by the filter's own truth, for what SQL cannot tell. */
  constructor(db: SqlDatabase, filter: CompiledFilter, after: number, verify: (seq: number) => boolean) {
    this.#db = db;
    this.#filter = filter;
    this.#verify = verify;
    this.scannedTo = after;
  }

  /** Goes on for about `budget` milliseconds towards `target`. */
  advance(target: number, budget: number): void {
    const end = performance.now() + budget;
    while (this.scannedTo < target && performance.now() < end) {
      const from = this.scannedTo + 1;
      const to = Math.min(target, this.scannedTo + stride);
      const { text } = this.#filter;
      if (!text) {
        this.#searchRows(from, to);
        this.scannedTo = to;
      } else {
        this.#searchText(from, to, end);
      }
    }
  }

  /** Positions between two that meet the filter's conditions and some more, in order. */
  #select(from: number, to: number, more: Condition[] = []): number[] {
    const { rest, values } = this.#query(from, to, more);
    return list(this.#db.prepare(`SELECT group_concat(seq) AS list ${rest}`).get(...values));
  }

  #query(from: number, to: number, more: Condition[]): { rest: string; values: SqlValue[] } {
    const where = ['seq BETWEEN ? AND ?', this.#filter.where, ...more.map((one) => one.where)];
    const rest = `FROM record WHERE ${where.filter((one) => one !== '').join(' AND ')}`;
    const values = [from, to, ...this.#filter.values, ...more.flatMap((one) => one.values)];
    return { rest, values };
  }

  #searchRows(from: number, to: number): void {
    // All or none is common, and quicker to count than to list.
    if (this.#uniform) {
      const { rest, values } = this.#query(from, to, []);
      const count = Number(this.#db.prepare(`SELECT count(*) AS count ${rest}`).get(...values)?.['count']);
      if (count === to - from + 1) this.matches.pushRange(from, to);
      if (count === 0 || count === to - from + 1) return;
    }
    const found = this.#select(from, to);
    this.#uniform = found.length === 0 || found.length === to - from + 1;
    this.matches.push(found);
  }

  #searchText(from: number, to: number, end: number): void {
    const { text } = this.#filter;
    if (!text) return;
    const { hits, doubtful, reached } = this.#searchBodies(from, to, end, text.like);
    const like = (column: string): string => text.like.map(() => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
    const named = this.#select(from, reached, [
      {
        where: `(${like('method')} OR ${like('id')} OR server IN (SELECT id FROM server WHERE ${like('name')}))`,
        values: [...text.like, ...text.like, ...text.like],
      },
    ]);
    const candidates = union(this.#filter.where === '' ? hits : this.#allowed(hits), named);
    const certain = text.exact
      ? candidates.filter((seq) => !doubtful.has(seq) || this.#verify(seq))
      : candidates.filter(this.#verify);
    this.matches.push(certain);
    this.scannedTo = reached;
  }

  #allowed(hits: number[]): number[] {
    const first = hits[0];
    const last = hits.at(-1);
    if (first === undefined || last === undefined) return [];
    const allowed = new Set(this.#select(first, last));
    return hits.filter((seq) => allowed.has(seq));
  }

  /**
   * Searches bytes until `to` or until time is up, be it in the middle of a long record; then goes on there the next
   * time. What matches only perhaps is in `hits` and in `doubtful`.
   */
  #searchBodies(
    from: number,
    to: number,
    end: number,
    like: string[],
  ): { hits: number[]; doubtful: Set<number>; reached: number } {
    const match = like.map(() => `CAST(bytes AS TEXT) LIKE ? ESCAPE '\\'`).join(' OR ');
    const begin = this.#halfway ?? { key: bodyKey(from, 0), sure: false, doubtful: false };
    this.#halfway = undefined;
    // Every so often a row that need not match is given out, only so that the clock can be looked at.
    const statement = this.#db.prepare(
      `SELECT key, odd, (${match}) AS hit FROM body WHERE key BETWEEN ? AND ? ` +
        `AND ((${match}) OR odd OR length(bytes) >= ${longPart} OR key % ${glance * maxParts} = 0) ` +
        'ORDER BY key LIMIT ?',
    );
    const hits: number[] = [];
    const doubtful = new Set<number>();
    const found = (seq: number, surely: boolean): void => {
      const first = hits.at(-1) !== seq;
      if (first) hits.push(seq);
      if (surely) doubtful.delete(seq);
      else if (first) doubtful.add(seq);
    };
    if (begin.sure || begin.doubtful) found(from, begin.sure);
    const last = bodyKey(to, maxParts - 1);
    let reached = to;
    let portion = portions.least;
    let { key } = begin;
    for (;;) {
      const started = performance.now();
      const rows = statement.all(...like, key, last, ...like, portion);
      for (const row of rows) {
        key = Number(row['key']);
        if (row['hit'] === 1) found(seqOfKey(key), true);
        else if (row['odd'] === 1) found(seqOfKey(key), false);
      }
      if (rows.length < portion) break;
      key++;
      const now = performance.now();
      portion = now - started < 2 ? portions.most : portions.least;
      if (now > end) {
        // Records before this one are done, wholly; of this one, the parts before.
        const seq = seqOfKey(key);
        reached = seq - 1;
        const hit = hits.at(-1) === seq;
        if (hit) hits.pop();
        const unsure = doubtful.delete(seq);
        this.#halfway = { key, sure: hit && !unsure, doubtful: unsure };
        break;
      }
    }
    return { hits, doubtful, reached };
  }
}
