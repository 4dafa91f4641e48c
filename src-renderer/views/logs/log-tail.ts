import type { HostApi, HostEvent } from '#contract/host-contract.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { TrafficFilter, TrafficRow } from '#contract/traffic-record.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isLogRow, logLines, needsRecord, type LogLine } from './log-lines.ts';

export interface LogTailState {
  lines: readonly LogLine[];
  /** Records before the first one shown. */
  earlier: number;
  loaded: boolean;
  error: HostError | undefined;
}

export interface LogTail extends StoreApi<LogTailState> {
  /** Loads some of what was before. */
  loadEarlier: () => Promise<void>;
  /** Begins to read and to listen; the function it gives back ends that. */
  start: () => () => void;
}

/** Records read at once, lines kept in the window, and how far behind it may fall before it skips. */
const page = 200;
const mostKept = 4000;
const furthestBehind = 1000;
/** Milliseconds in which announcements are gathered. */
const gather = 150;
const textLimit = 60_000;

/**
 * The end of one server's log as it grows: stderr, log messages, stdout noise and lifecycle. It reads the traffic
 * log from where it stopped; when a flood outruns it, it says how many records it left out.
 */
export function createLogTail(host: Pick<HostApi, 'call' | 'listen'>, server: string): LogTail {
  const store = createStore<LogTailState>(() => ({ lines: [], earlier: 0, loaded: false, error: undefined }));
  const filter: TrafficFilter = { server, kinds: ['stderr', 'notification', 'noise', 'lifecycle'] };
  let next: number | undefined;
  let first = 0;
  let resets = 0;
  let busy = false;
  let again = false;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function linesOf(rows: readonly TrafficRow[]): Promise<LogLine[]> {
    const lines = await Promise.all(
      rows.filter(isLogRow).map(async (row) => {
        if (!needsRecord(row)) return logLines(row, undefined);
        // A record can be removed between its row and its bytes; its summary is better than nothing.
        const record = await host.call('traffic.record', { seq: row.seq, textLimit }).catch(() => undefined);
        return logLines(row, record);
      }),
    );
    return lines.flat();
  }

  async function catchUp(): Promise<void> {
    for (;;) {
      const before = resets;
      const limit = next === undefined ? 0 : page;
      const { rows, matching } = await host.call('traffic.rows', { filter, from: next ?? 0, limit });
      if (next === undefined) {
        first = Math.max(0, matching - page);
        next = first;
        if (matching > 0) continue;
        store.setState({ loaded: true });
        return;
      }
      const behind = matching - next;
      if (behind > furthestBehind) {
        const skipped = behind - page;
        next += skipped;
        add([
          {
            key: `gap ${String(next)}`,
            time: Date.now(),
            source: 'gap',
            level: undefined,
            logger: undefined,
            text: `${String(skipped)} records were left out here; they are in the traffic.`,
          },
        ]);
        continue;
      }
      const reached = next + rows.length;
      const lines = await linesOf(rows);
      if (closed) return;
      // Records were removed meanwhile: begin anew.
      if (resets !== before) continue;
      next = reached;
      add(lines);
      if (rows.length === 0 || next >= matching) return;
    }
  }

  function add(more: readonly LogLine[]): void {
    store.setState(({ lines }) => ({
      lines: more.length === 0 ? lines : [...lines, ...more].slice(-mostKept),
      earlier: first,
      loaded: true,
      error: undefined,
    }));
  }

  async function run(): Promise<void> {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        await catchUp();
      } while (again && !closed);
    } catch (thrown) {
      store.setState({ error: toHostError(thrown), loaded: true });
    } finally {
      busy = false;
    }
  }
  function soon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void run();
    }, gather);
  }

  function hear(events: readonly HostEvent[]): void {
    for (const event of events) {
      if (event.type === 'traffic.reset') {
        next = undefined;
        resets += 1;
        store.setState({ lines: [], earlier: 0 });
        soon();
      } else if (event.type === 'traffic.appended') soon();
    }
  }

  return {
    ...store,
    async loadEarlier() {
      const from = Math.max(0, first - page);
      const { rows } = await host.call('traffic.rows', { filter, from, limit: first - from });
      const lines = await linesOf(rows);
      first = from;
      store.setState((state) => ({ lines: [...lines, ...state.lines].slice(0, mostKept), earlier: from }));
    },
    start() {
      closed = false;
      const stopListening = host.listen(({ events }) => hear(events));
      void run();
      return () => {
        closed = true;
        clearTimeout(timer);
        timer = undefined;
        stopListening();
      };
    },
  };
}
