import { useCallback, useEffect, useState } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { TrafficRecord } from '#contract/traffic-record.ts';
import { useHost } from '../../store/app-context.tsx';

const firstCharacters = 200_000;
const mostCharacters = 16 * 1024 * 1024;

export interface RecordState {
  record: TrafficRecord | undefined;
  error: HostError | undefined;
  /** Fetches the record again with all its text. */
  more: () => void;
}

/** One record with its bytes. `version` changes when its row did, for instance because its answer came. */
export function useRecord(seq: number | undefined, version: string): RecordState {
  const host = useHost();
  const [state, setState] = useState<{
    seq: number;
    version: string;
    record?: TrafficRecord;
    error?: HostError;
  }>();
  const [whole, setWhole] = useState<number>();
  useEffect(() => {
    if (seq === undefined) return undefined;
    let left = false;
    const textLimit = whole === seq ? mostCharacters : firstCharacters;
    host.call('traffic.record', { seq, textLimit }).then(
      (record) => !left && setState({ seq, version, record }),
      (thrown: unknown) => !left && setState({ seq, version, error: toHostError(thrown) }),
    );
    return () => {
      left = true;
    };
  }, [host, seq, whole, version]);
  const more = useCallback(() => setWhole(seq), [seq]);
  const current = state?.seq === seq ? state : undefined;
  return { record: current?.record, error: current?.error, more };
}
