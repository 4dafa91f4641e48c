import { useMemo, useState, type ReactNode } from 'react';
import type { Call } from '#contract/call-state.ts';
import type { CallToolResult } from '#contract/inventory.ts';
import { visibleText } from '#contract/visible-text.ts';
import { useNavigate } from '../../store/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { ContentBlock } from '../content/content-block.tsx';
import { ModeSwitch } from '../content/mode-switch.tsx';
import { openDepth } from '../content/open-depth.ts';
import { StructuredContent } from '../content/structured-content.tsx';
import { ResultCompare, useEarlierRuns } from './result-compare.tsx';

type Mode = 'structured' | 'content' | 'raw' | 'compare';

const mostBlocks = 100;

function OutputCheck({ call }: { call: Call }): ReactNode {
  const check = call.outputCheck;
  if (!check) return null;
  if (check.outcome === 'valid') return <Badge tone="go">fits its output schema</Badge>;
  if (check.outcome === 'not-checked') {
    return <span className="text-xs text-faint">Output not checked: {visibleText(check.reason)}</span>;
  }
  return (
    <details className="text-xs text-stop" open>
      <summary>Does not fit its output schema</summary>
      <ul className="pl-4">
        {check.problems.slice(0, 20).map((problem) => (
          <li key={problem}>{visibleText(problem.slice(0, 500))}</li>
        ))}
      </ul>
    </details>
  );
}

/** The text of all text blocks: what a person means by copying a result. */
function textOfAll(result: CallToolResult): string {
  const texts = result.content.flatMap((block) => (typeof block['text'] === 'string' ? [block['text']] : []));
  return texts.length > 0
    ? texts.join('\n')
    : JSON.stringify(result.structuredContent ?? result, undefined, 2);
}

/** What a tool answered: content, structured data, raw. */
export function ResultBody({ call, result }: { call: Call; result: CallToolResult }): ReactNode {
  const navigate = useNavigate();
  const hasStructured = result.structuredContent !== undefined;
  const earlier = useEarlierRuns(call);
  const canCompare = earlier.length > 0;
  const modes = useMemo(
    () => [
      ...(hasStructured ? [{ value: 'structured' as const, label: 'Structured' }] : []),
      { value: 'content' as const, label: 'Content' },
      { value: 'raw' as const, label: 'Raw' },
      ...(canCompare ? [{ value: 'compare' as const, label: 'Compare' }] : []),
    ],
    [hasStructured, canCompare],
  );
  const [chosen, setChosen] = useState<Mode>();
  const [shown, setShown] = useState(mostBlocks);
  const mode = chosen ?? (hasStructured ? 'structured' : 'content');
  const onRead = (uri: string): void =>
    navigate({ page: 'server', server: call.server, tab: 'resources', item: uri });
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <ModeSwitch label="Show result as" modes={modes} value={mode} onChange={setChosen} />
        {result.isError === true && <Badge tone="stop">the tool says it failed</Badge>}
        <OutputCheck call={call} />
        <span className="ml-auto flex">
          <CopyButton text={() => textOfAll(result)} label="Copy result" />
          <CopyButton text={() => JSON.stringify(result, undefined, 2)} label="Copy result as JSON" />
        </span>
      </div>
      {mode === 'structured' && <StructuredContent value={result.structuredContent} />}
      {mode === 'raw' && (
        <JsonView value={result} label="Raw result" openDepth={openDepth(result)} visible={visibleText} />
      )}
      {mode === 'compare' && <ResultCompare result={result} earlier={earlier} />}
      {mode === 'content' && (
        <div
          className={`flex min-w-0 flex-col gap-3 ${result.isError === true ? 'border-l-[3px] border-stop pl-3' : ''}`}
        >
          {result.content.length === 0 && <p className="text-dim">The answer has no content.</p>}
          {result.content.slice(0, shown).map((block, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- blocks have nothing but their place
            <ContentBlock key={index} block={block} onRead={onRead} />
          ))}
          {result.content.length > shown && (
            <button
              type="button"
              className="self-start text-xs text-accent underline"
              onClick={() => setShown(shown * 4)}
            >
              {result.content.length - shown} more blocks
            </button>
          )}
        </div>
      )}
    </div>
  );
}
