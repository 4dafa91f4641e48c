import { useEffect, useState } from 'react';
import type { TrafficFilter, TrafficRow } from '#contract/traffic-record.ts';
import { useHost } from '../../store/app-context.tsx';

/** A row with its position among what the filter of its server matches. */
export interface LastError {
  row: TrafficRow;
  index: number;
}

/** Rows looked through, from the newest back. */
const lookedThrough = 1000;
const shown = 5;
/** Milliseconds between two looks at a server that is talking. */
const pause = 2000;

export const errorKinds: NonNullable<TrafficFilter['kinds']> = ['response', 'noise', 'invalid', 'stderr'];

/** True for what a person would want to know of: failed exchanges, noise, what was written to stderr. */
export function isTrouble(row: Pick<TrafficRow, 'kind' | 'status'>): boolean {
  return row.kind !== 'response' || row.status === 'error' || row.status === 'lost';
}

/** The last failed exchanges, noise and stderr of a server, newest first; kept current while it is shown. */
export function useLastErrors(server: string): readonly LastError[] | undefined {
  const host = useHost();
  const [errors, setErrors] = useState<readonly LastError[]>();
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const filter: TrafficFilter = { server, kinds: errorKinds };

    async function look(): Promise<void> {
      const { matching } = await host.call('traffic.rows', { filter, from: 0, limit: 0 });
      const from = Math.max(0, matching - lookedThrough);
      const { rows } = await host.call('traffic.rows', { filter, from, limit: lookedThrough });
      if (abort.signal.aborted) return;
      const found = rows.map((row, at) => ({ row, index: from + at })).filter(({ row }) => isTrouble(row));
      setErrors(found.slice(-shown).toReversed());
    }
    // What cannot be had is left out; the traffic itself says why.
    const lookQuietly = (): void => void look().catch(() => undefined);

    lookQuietly();
    const stop = host.listen(({ events }) => {
      const moved = events.some(({ type }) => type === 'traffic.appended' || type === 'traffic.reset');
      if (!moved || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        lookQuietly();
      }, pause);
    });
    return () => {
      abort.abort();
      clearTimeout(timer);
      stop();
    };
  }, [host, server]);
  return errors;
}
