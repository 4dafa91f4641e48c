import { useEffect, useState } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { ServerCandidate } from '#contract/server-state.ts';
import { useHost } from '../../store/app-context.tsx';

/** Milliseconds after the last key. */
const pause = 250;

/** What the host found in a text. `stale`: the text has changed since; the answer to it is on its way. */
export interface Reading {
  candidates: readonly ServerCandidate[];
  error: HostError | undefined;
  stale: boolean;
}

/** The host reads the text as it is typed: the same reading and the same warnings for every way to add a server. */
export function useReading(text: string): Reading {
  const host = useHost();
  const [read, setRead] = useState<{ text: string; candidates: ServerCandidate[]; error?: HostError }>({
    text: '',
    candidates: [],
  });
  const empty = text.trim() === '';
  useEffect(() => {
    if (empty) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      host.call('server.parse', { text }, { signal: abort.signal }).then(
        ({ candidates }) => setRead({ text, candidates }),
        (thrown: unknown) => {
          if (!abort.signal.aborted) setRead({ text, candidates: [], error: toHostError(thrown) });
        },
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [host, text, empty]);
  if (empty) return { candidates: [], error: undefined, stale: false };
  return { candidates: read.candidates, error: read.error, stale: read.text !== text };
}
