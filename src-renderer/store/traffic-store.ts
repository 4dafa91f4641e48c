import type { HostApi } from '#contract/host-contract.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { TrafficFilter, TrafficRow } from '#contract/traffic-record.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the traffic list needs of the host. */
export type TrafficHost = Pick<HostApi, 'call' | 'listen'>;

/** Calls back soon: with the next frame, or after half a second where no frames are drawn. Gives back a cancel. */
export type Scheduler = (callback: () => void) => () => void;

export interface TrafficState {
  /** The search box, as typed. */
  filterText: string;
  filter: TrafficFilter;
  /** How many records match the filter. */
  matching: number;
  /** How many records there are. */
  count: number;
  paused: boolean;
  /** Records that came while paused. */
  held: number;
  /** False until the first answer. */
  loaded: boolean;
  /** The rows at hand: `rows[0]` is the record at position `from` of what matches. */
  from: number;
  rows: readonly TrafficRow[];
  /** The row that is marked: its `seq`, and where it was among what matches. */
  selected: { seq: number; index: number } | undefined;
  /** Records that a person keeps at hand, oldest first: to come back to, and to compare with. */
  pinned: readonly TrafficRow[];
  /** True when the details of the marked row are shown. */
  detailsOpen: boolean;
  error: HostError | undefined;
}

export interface TrafficStore extends StoreApi<TrafficState> {
  /** Says which positions are in sight, and whether the end is to stay in sight; what is missing is asked for. */
  show: (first: number, end: number, atEnd: boolean) => void;
  /** What is typed in the search box; `filterBy` makes it count. */
  type: (filterText: string) => void;
  filterBy: (filter: TrafficFilter) => void;
  pause: () => void;
  resume: () => void;
  /** Marks a row; `open` shows its details, otherwise they stay as they are. */
  select: (seq: number, index: number, open?: boolean) => void;
  openDetails: (open: boolean) => void;
  /** Keeps a record at hand, or no longer. */
  togglePin: (row: TrafficRow) => void;
  /** Removes all records from the host's log. */
  clear: () => Promise<void>;
  /** Asks again for what is in sight. */
  refresh: () => void;
  close: () => void;
}

/** Rows asked for beyond either edge of what is in sight. */
const overscan = 100;
const mostRows = 1000;
const mostPinned = 12;

export const nextFrame: Scheduler = (callback) => {
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = (): void => {
    stop();
    callback();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, 500);
  return stop;
};

const initial: TrafficState = {
  filterText: '',
  filter: {},
  matching: 0,
  count: 0,
  paused: false,
  held: 0,
  loaded: false,
  from: 0,
  rows: [],
  selected: undefined,
  pinned: [],
  detailsOpen: false,
  error: undefined,
};

/**
 * The timeline as the window shows it: never the whole log, only the rows in sight and some around them.
 * At most one request runs; what happens meanwhile is asked for once it is answered.
 */
export function createTrafficStore(host: TrafficHost, schedule: Scheduler = nextFrame): TrafficStore {
  const store = createStore<TrafficState>(() => initial);
  let sight = { first: 0, end: 50, atEnd: true };
  let stale = false;
  let asking = false;
  let generation = 0;
  let closed = false;
  let unschedule: (() => void) | undefined;

  const wanted = (): { from: number; limit: number } => {
    const from = Math.max(0, sight.first - overscan);
    return { from, limit: Math.min(mostRows, sight.end + overscan - from) };
  };
  const isAtHand = (): boolean => {
    const { from, rows, matching } = store.getState();
    return sight.first >= from && Math.min(sight.end, matching) <= from + rows.length;
  };

  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    stale = false;
    const asked = generation;
    const askedFor = sight;
    const { filter } = store.getState();
    let { from, limit } = wanted();
    try {
      let answer = await host.call('traffic.rows', { filter, from, limit });
      // The end moved on: what comes into sight with it must be at hand when the list grows.
      if (sight.atEnd && answer.matching > from + answer.rows.length) {
        from = Math.max(0, answer.matching - limit);
        answer = await host.call('traffic.rows', { filter, from, limit });
      }
      if (asked === generation) {
        const { rows, matching, count } = answer;
        store.setState({ rows, from, matching, count, loaded: true, error: undefined });
      } else stale = true;
    } catch (thrown) {
      if (asked === generation) store.setState({ error: toHostError(thrown), loaded: true });
    } finally {
      asking = false;
    }
    // What came into sight meanwhile cannot wait for a frame; what was announced can.
    if (sight !== askedFor && !isAtHand() && !closed) void ask();
    else if (stale) soon();
  };
  const soon = (): void => {
    stale = true;
    if (asking || unschedule) return;
    unschedule = schedule(() => {
      unschedule = undefined;
      void ask();
    });
  };
  const startOver = (change: Partial<TrafficState>): void => {
    generation += 1;
    store.setState({ ...change, rows: [], from: 0 });
    soon();
  };

  const stopListening = host.listen(({ events }) => {
    for (const event of events) {
      if (event.type === 'traffic.reset') {
        startOver({ count: event.count, held: 0 });
      } else if (event.type === 'traffic.appended') {
        const { paused, count } = store.getState();
        if (paused) store.setState({ held: Math.max(0, event.count - count) });
        else soon();
      }
    }
  });
  soon();

  return {
    ...store,
    show(first, end, atEnd) {
      sight = { first, end, atEnd };
      if (!isAtHand()) {
        if (asking) stale = true;
        else void ask();
      }
    },
    type: (filterText) => store.setState({ filterText }),
    filterBy(filter) {
      if (JSON.stringify(filter) !== JSON.stringify(store.getState().filter))
        startOver({ filter, loaded: false });
    },
    pause: () => store.setState({ paused: true, held: 0 }),
    resume() {
      store.setState({ paused: false, held: 0 });
      soon();
    },
    select: (seq, index, open = store.getState().detailsOpen) =>
      store.setState({ selected: { seq, index }, detailsOpen: open }),
    openDetails: (detailsOpen) => store.setState({ detailsOpen }),
    togglePin: (row) =>
      store.setState(({ pinned }) => ({
        pinned: pinned.some(({ seq }) => seq === row.seq)
          ? pinned.filter(({ seq }) => seq !== row.seq)
          : [...pinned, row].slice(-mostPinned),
      })),
    async clear() {
      await host.call('traffic.clear', {});
      startOver({ selected: undefined, pinned: [], detailsOpen: false, count: 0, matching: 0 });
    },
    refresh: soon,
    close() {
      closed = true;
      stopListening();
      unschedule?.();
    },
  };
}
