import type { HostApi } from '#contract/host-contract.ts';
import type { TrafficFilter } from '#contract/traffic-record.ts';

/** Characters that a window can hand over at once; the command line has no such limit. */
const most = 200_000_000;

/** Everything that matches, as lines of JSON without secrets. `whole` is false when there was more than a window holds. */
export async function exportTraffic(
  host: Pick<HostApi, 'call'>,
  filter: TrafficFilter,
): Promise<{ text: string; whole: boolean }> {
  const parts: string[] = [];
  let characters = 0;
  let from: number | undefined = 0;
  while (from !== undefined && characters < most) {
    const page: { text: string; next?: number | undefined } = await host.call('traffic.export', {
      filter,
      from,
    });
    parts.push(page.text);
    characters += page.text.length;
    from = page.next;
  }
  return { text: parts.join(''), whole: from === undefined };
}
