import { useEffect, type ReactNode } from 'react';
import type { Call } from '#contract/call-state.ts';
import { ScrollArea } from '../content/scroll-area.tsx';
import { toneText } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { visibleWords } from '../server-words.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { byteSize, duration } from '../traffic/row-words.ts';
import { callWords, verdictWords } from './call-words.ts';
import { ResultBody } from './result-body.tsx';
import { RunHistory } from './run-history.tsx';
import { RunLog } from './run-log.tsx';
import { useResult, useRunStore, useShownCall, useToolWork } from './use-runs.ts';

function Facts({ call }: { call: Call }): ReactNode {
  const { word, tone } = callWords(call);
  const { state } = call;
  const facts = [
    state.phase === 'done' || state.phase === 'failed' ? duration(state.took) : undefined,
    state.phase === 'done' ? byteSize(state.size) : undefined,
    verdictWords(call),
  ].filter((fact) => fact !== undefined);
  return (
    <span className="min-w-0 truncate font-mono text-xs text-dim">
      <span className={classNames(toneText[tone])}>{word}</span>
      {facts.map((fact) => ` · ${fact}`)}
    </span>
  );
}

/** The result of the run that is shown, and the runs before it. */
export function ResultPanel({
  server,
  tool,
  onUseArguments,
}: {
  server: string;
  tool: string;
  onUseArguments: (text: string) => void;
}): ReactNode {
  const { refused } = useToolWork(server, tool);
  const call = useShownCall(server, tool);
  return (
    <section aria-label="Result" className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <header className="flex h-8 shrink-0 items-center justify-between gap-3 border-b border-line px-4">
        <h2 className="font-semibold">Result</h2>
        {call && <Facts call={call} />}
      </header>
      <ScrollArea label="What came back" live className="flex min-h-0 flex-1 flex-col px-4 py-3">
        {refused && (
          <ErrorNotice
            code={refused.code}
            message={visibleWords(refused.message, true)}
            evidence={refused.evidence?.map((line) => visibleWords(line))}
          />
        )}
        {!refused && !call && (
          <EmptyState title="Not run yet">
            Fill in the arguments and press Run tool. What comes back appears here, beside what was asked.
          </EmptyState>
        )}
        {!refused && call && (
          <CatchFailure key={call.id}>
            <Outcome call={call} />
            <RunLog call={call} />
          </CatchFailure>
        )}
      </ScrollArea>
      <RunHistory server={server} tool={tool} shown={call?.id} onUseArguments={onUseArguments} />
    </section>
  );
}

function Outcome({ call }: { call: Call }): ReactNode {
  const runs = useRunStore();
  const { state } = call;
  const result = useResult(call.id);
  useEffect(() => {
    if (state.phase === 'done') runs.wantResult(call.id);
  }, [runs, call.id, state.phase]);

  if (state.phase === 'waiting') {
    return <p className="text-wait">Nothing was sent yet: the call waits for your approval.</p>;
  }
  if (state.phase === 'running') return <p className="text-dim">The tool runs…</p>;
  const error =
    state.phase === 'failed' ? state.error : result?.phase === 'failed' ? result.error : undefined;
  if (error) {
    const data = error.rpc?.data;
    const evidence = [
      ...(error.rpc
        ? [`JSON-RPC error ${String(error.rpc.code)}${data === undefined ? '' : `: ${JSON.stringify(data)}`}`]
        : []),
      ...(error.evidence ?? []),
    ].map((line) => visibleWords(line.slice(0, 4000)));
    return <ErrorNotice code={error.code} message={visibleWords(error.message, true)} evidence={evidence} />;
  }
  if (result?.phase !== 'here')
    return (
      <p aria-busy="true" className="text-dim">
        Fetching the result…
      </p>
    );
  return <ResultBody call={call} result={result.result} />;
}
