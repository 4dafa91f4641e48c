import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Call } from '#contract/call-state.ts';
import type { CallToolResult } from '#contract/inventory.ts';
import { useCalls } from '../../store/app-context.tsx';
import { Select } from '../../ui/select.tsx';
import { Difference } from '../content/difference.tsx';
import { visibleWords } from '../server-words.tsx';
import { timeOfDay } from '../traffic/row-words.ts';
import { useResult, useRunStore } from './use-runs.ts';

const most = 50;

/** Earlier runs of the same tool whose result can be compared, newest first. */
export function useEarlierRuns(call: Call): readonly Call[] {
  const calls = useCalls();
  return useMemo(
    () =>
      calls
        .filter(
          (one) =>
            one.server === call.server &&
            one.tool === call.tool &&
            one.state.phase === 'done' &&
            one.askedAt < call.askedAt,
        )
        .slice(0, most),
    [calls, call.server, call.tool, call.askedAt],
  );
}

const pretty = (result: CallToolResult): string => JSON.stringify(result, undefined, 2);

/** What differs between this result and that of an earlier run. */
export function ResultCompare({
  result,
  earlier,
}: {
  result: CallToolResult;
  earlier: readonly Call[];
}): ReactNode {
  const runs = useRunStore();
  const [chosen, setChosen] = useState<string>();
  const other = earlier.find((one) => one.id === chosen) ?? earlier[0];
  const before = useResult(other?.id);
  const id = other?.id;
  useEffect(() => {
    if (id !== undefined) runs.wantResult(id);
  }, [runs, id]);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Select
        aria-label="Compare with the run of"
        className="max-w-full self-start"
        value={other?.id ?? ''}
        onChange={(event) => setChosen(event.target.value)}
        choices={earlier.map((one) => ({
          value: one.id,
          label: `${timeOfDay(one.askedAt).slice(0, 8)} ${visibleWords(one.argumentsJson.slice(0, 80))}`,
        }))}
      />
      {before?.phase === 'failed' && <p className="text-wait">{visibleWords(before.error.message)}</p>}
      {before?.phase === 'loading' && (
        <p aria-busy="true" className="text-dim">
          Fetching the earlier result…
        </p>
      )}
      {before?.phase === 'here' && (
        <Difference
          before={pretty(before.result)}
          after={pretty(result)}
          label="Difference to the earlier result"
        />
      )}
    </div>
  );
}
