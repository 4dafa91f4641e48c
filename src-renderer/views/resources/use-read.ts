import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReadResourceResult } from '#contract/inventory.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import { useHost } from '../../store/app-context.tsx';

export interface Reading {
  result: ReadResourceResult | undefined;
  error: HostError | undefined;
  busy: boolean;
  /** When the result came, and how long it took; milliseconds. */
  readAt: number | undefined;
  took: number | undefined;
  /** The last reading before this one whose contents were others. */
  before: { result: ReadResourceResult; readAt: number } | undefined;
}

const nothing: Reading = {
  result: undefined,
  error: undefined,
  busy: false,
  readAt: undefined,
  took: undefined,
  before: undefined,
};

function differs(
  before: ReadResourceResult | undefined,
  after: ReadResourceResult,
): before is ReadResourceResult {
  if (!before) return false;
  return (
    before.contents.length !== after.contents.length ||
    before.contents.some(
      ({ text, blob }, index) => text !== after.contents[index]?.text || blob !== after.contents[index]?.blob,
    )
  );
}

/** Reads one resource, and again when asked; what was read stays in sight meanwhile. */
export function useRead(server: string, uri: string | undefined): [Reading, () => void] {
  const host = useHost();
  const [state, setState] = useState(nothing);
  const control = useRef<AbortController>(undefined);

  const read = useCallback(() => {
    if (uri === undefined) return;
    control.current?.abort();
    const mine = new AbortController();
    control.current = mine;
    const began = performance.now();
    setState((before) => ({ ...before, busy: true }));
    host.call('resource.read', { server, uri }, { signal: mine.signal }).then(
      (result) => {
        if (mine.signal.aborted) return;
        setState((last) => ({
          result,
          error: undefined,
          busy: false,
          readAt: Date.now(),
          took: performance.now() - began,
          before: differs(last.result, result)
            ? { result: last.result, readAt: last.readAt ?? 0 }
            : last.before,
        }));
      },
      (thrown: unknown) => {
        if (mine.signal.aborted) return;
        setState((last) => ({ ...last, busy: false, error: toHostError(thrown) }));
      },
    );
  }, [host, server, uri]);

  useEffect(() => () => control.current?.abort(), []);
  return [state, read];
}
