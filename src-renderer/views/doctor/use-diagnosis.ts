import { useCallback, useEffect, useState } from 'react';
import type { Diagnosis } from '#contract/doctor.ts';
import type { ServerState } from '#contract/server-state.ts';
import { useHost } from '../../store/app-context.tsx';

/** Milliseconds between two looks at a server that is talking. */
const pause = 3000;

/** What the doctor says of a server, kept current while it is shown; undefined until it has said something. */
export function useDiagnosis(server: ServerState): {
  diagnosis: Diagnosis | undefined;
  busy: boolean;
  again: () => void;
} {
  const host = useHost();
  const { name, inventoryRevision, session } = server;
  const { phase, since } = server.state;
  const [seen, setSeen] = useState<{ moment: string; diagnosis: Diagnosis }>();
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(0);
  // Each of these can change what there is to find.
  const moment = [name, since, session, inventoryRevision, asked].join(' ');

  useEffect(() => {
    // What is on its way up or down is looked at once it is there.
    if (phase === 'starting' || phase === 'stopping') return undefined;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function look(): Promise<void> {
      setBusy(true);
      try {
        const diagnosis = await host.call('doctor.examine', { server: name });
        if (current) setSeen({ moment, diagnosis });
      } catch {
        // A server that is gone, or a lost connection: the page itself says so.
      } finally {
        if (current) setBusy(false);
      }
    }

    void look();
    const stop = host.listen(({ events }) => {
      if (timer !== undefined || !events.some(({ type }) => type === 'traffic.appended')) return;
      timer = setTimeout(() => {
        timer = undefined;
        void look();
      }, pause);
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [host, name, phase, moment]);

  return {
    // What was said of another server is not shown for this one.
    diagnosis: seen?.diagnosis.server.name === name ? seen.diagnosis : undefined,
    busy: busy || (seen !== undefined && seen.moment !== moment),
    again: useCallback(() => setAsked((count) => count + 1), []),
  };
}
