import { useMemo } from 'react';
import type { Params } from '#contract/host-contract.ts';
import { useHost, useServer } from '../../store/app-context.tsx';
import type { Complete } from './completing-input.tsx';

type Reference = Params<'completion.complete'>['ref'];

/** Completes the arguments of a prompt or template; undefined when the server says that it completes nothing. */
export function useCompletion(
  server: string,
  reference: Reference,
  values: Readonly<Record<string, string>>,
): Complete | undefined {
  const host = useHost();
  const state = useServer(server)?.state;
  const able = state?.phase === 'running' && 'completions' in state.facts.capabilities;
  return useMemo(() => {
    if (!able) return undefined;
    return async (name, value, signal) => {
      const others = Object.entries(values).filter(([other, text]) => other !== name && text !== '');
      const answer = await host.call(
        'completion.complete',
        { server, ref: reference, argument: { name, value }, context: Object.fromEntries(others) },
        { signal },
      );
      return answer.values;
    };
  }, [host, able, server, reference, values]);
}
