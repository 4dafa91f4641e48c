import { useCallback, useState } from 'react';
import { toHostError } from '#contract/host-error.ts';
import type { CommandName, Params, Result } from '#contract/host-contract.ts';
import { useHost, useToast } from '../store/app-context.tsx';
import { visibleWords } from './server-words.tsx';

/** Carries out commands whose failure is told in a message at the edge; gives back undefined then. */
export function useCommand(): {
  busy: boolean;
  run: <C extends CommandName>(command: C, params: Params<C>) => Promise<Result<C> | undefined>;
} {
  const host = useHost();
  const toast = useToast();
  const [running, setRunning] = useState(0);
  const run = useCallback(
    async <C extends CommandName>(command: C, params: Params<C>): Promise<Result<C> | undefined> => {
      setRunning((count) => count + 1);
      try {
        return await host.call(command, params);
      } catch (thrown) {
        const error = toHostError(thrown);
        toast({ kind: 'error', text: `${visibleWords(error.message).slice(0, 400)} (${error.code})` });
        return undefined;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [host, toast],
  );
  return { busy: running > 0, run };
}
