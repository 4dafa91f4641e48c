import { expect, it } from 'vitest';
import type { CommandName, EventBatch, HostApi, Params } from '#contract/host-contract.ts';
import type { TrafficRow } from '#contract/traffic-record.ts';
import { followRun, type RunLog } from './follow-run.ts';

/** A log that answers `traffic.rows` as the host does. */
function createLog(): Pick<HostApi, 'call' | 'listen'> & { add: (method: string, time: number) => void } {
  const rows: TrafficRow[] = [];
  let listener: ((batch: EventBatch) => void) | undefined;
  return {
    // The narrow part of the host that is asked for here: one command.
    call: (async (_command: CommandName, { from, limit }: Params<'traffic.rows'>) => ({
      rows: rows.slice(from, from + limit),
      matching: rows.length,
      count: rows.length,
      lastSeq: rows.length,
    })) as HostApi['call'],
    listen(next) {
      listener = next;
      return () => {
        listener = undefined;
      };
    },
    add(method, time) {
      const seq = rows.length + 1;
      rows.push({
        seq,
        time,
        server: 's',
        session: 1,
        direction: 'in',
        kind: 'notification',
        method,
        summary: `line ${String(seq)}`,
        size: 1,
        flags: [],
      });
      listener?.({ seq, events: [{ type: 'traffic.appended', lastSeq: seq, count: seq }] });
    },
  };
}

it('shows what came since the call was sent, counts what no longer fits, and looks once more at its end', async () => {
  const log = createLog();
  log.add('notifications/message', 1);
  const heard: RunLog[] = [];
  const follower = followRun(log, 's', 10, (next) => heard.push(next));
  log.add('notifications/message', 11);
  log.add('notifications/resources/list_changed', 12);
  log.add('notifications/progress', 13);
  await expect.poll(() => heard.at(-1)?.rows.map(({ seq }) => seq)).toEqual([2, 4]);

  for (let i = 0; i < 300; i += 1) log.add('notifications/message', 20 + i);
  follower.end();
  await expect.poll(() => heard.at(-1)?.count).toBe(303);
  expect(heard.at(-1)?.rows).toHaveLength(200);
  expect(heard.at(-1)?.rows.at(-1)?.seq).toBe(304);

  const seen = heard.length;
  log.add('notifications/message', 500);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(heard).toHaveLength(seen);
  follower.close();
});
