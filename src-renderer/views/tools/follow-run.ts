import type { HostApi } from '#contract/host-contract.ts';
import type { TrafficRow } from '#contract/traffic-record.ts';

/** Lines of a run kept in sight; the others are in the traffic and under Logs. */
const most = 200;
/** Milliseconds in which announcements are gathered, and how long after the end is looked again. */
const gather = 250;

/** What a server said while a call ran. */
export interface RunLog {
  rows: readonly TrafficRow[];
  /** How many there were, also those that are no longer in sight. */
  count: number;
}

/** Looks at what comes while a call runs. */
export interface RunFollower {
  /** The call has ended: looks once more, because the last lines come with the answer, and then no more. */
  end: () => void;
  close: () => void;
}

const isSaid = (row: TrafficRow): boolean =>
  row.method === 'notifications/message' || row.method === 'notifications/progress';

/**
 * Follows the log messages and the progress of a server from `since` on (MCP `notifications/message`,
 * `notifications/progress`). MCP does not tie log messages to a call: with several at once, each has all of them.
 */
export function followRun(
  host: Pick<HostApi, 'call' | 'listen'>,
  server: string,
  since: number,
  onLog: (log: RunLog) => void,
): RunFollower {
  const filter = { server, kinds: ['notification' as const] };
  let closed = false;
  let ended = false;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the first line of the run stands among the server's notifications. */
  let first: number | undefined;

  async function look(): Promise<void> {
    timer = undefined;
    if (busy || closed) return;
    busy = true;
    try {
      const { matching } = await host.call('traffic.rows', { filter, from: 0, limit: 0 });
      const from = Math.max(0, matching - most);
      const { rows } = await host.call('traffic.rows', { filter, from, limit: most });
      const mine = rows.filter((row) => row.time >= since && isSaid(row));
      const [oldest] = mine;
      if (oldest) first ??= from + rows.indexOf(oldest);
      const count = first === undefined ? 0 : Math.max(mine.length, matching - first);
      if (!closed) onLog({ rows: mine, count });
    } catch {
      // What is not shown here is in the traffic; the next announcement asks again.
    } finally {
      busy = false;
    }
  }
  const soon = (): void => {
    if (!ended) timer ??= setTimeout(() => void look(), gather);
  };
  soon();
  const stopListening = host.listen(({ events }) => {
    if (events.some((event) => event.type === 'traffic.appended')) soon();
  });
  return {
    end() {
      clearTimeout(timer);
      timer = undefined;
      soon();
      ended = true;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      stopListening();
    },
  };
}
