import { RotateCcw, TextCursorInput } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useCalls } from '../../store/app-context.tsx';
import { toneText } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { visibleWords } from '../server-words.tsx';
import { useWide } from '../content/use-wide.ts';
import { duration, timeOfDay } from '../traffic/row-words.ts';
import { callWords } from './call-words.ts';
import { useRunStore } from './use-runs.ts';

const most = 50;

function pretty(argumentsJson: string): string {
  try {
    // Numbers that JavaScript cannot hold must not change by being looked at.
    const value: unknown = JSON.parse(argumentsJson);
    return JSON.stringify(value) === argumentsJson ? JSON.stringify(value, undefined, 2) : argumentsJson;
  } catch {
    return argumentsJson;
  }
}

/** Earlier runs of this tool, newest first: look at them, take their arguments, run them again. */
export function RunHistory({
  server,
  tool,
  shown,
  onUseArguments,
}: {
  server: string;
  tool: string;
  shown: string | undefined;
  onUseArguments: (text: string) => void;
}): ReactNode {
  const runs = useRunStore();
  const wide = useWide();
  const calls = useCalls();
  const mine = useMemo(
    () => calls.filter((call) => call.server === server && call.tool === tool).slice(0, most),
    [calls, server, tool],
  );
  if (mine.length === 0) return null;
  return (
    <details open={wide} className="max-h-[38%] shrink-0 scroll-y border-t border-line">
      <summary className="sticky top-0 bg-panel px-4 py-1 text-2xs font-semibold text-faint">
        Runs <span className="font-normal">{mine.length}</span>
      </summary>
      <ul aria-label="Runs" className="pb-1">
        {mine.map((call) => {
          const { word, tone } = callWords(call);
          const { state } = call;
          return (
            <li
              key={call.id}
              className={classNames(
                'group flex items-center gap-1 pr-2 pl-4 font-mono text-xs leading-[22px]',
                call.id === shown ? 'bg-sel' : 'hover:bg-hover',
              )}
            >
              <button
                type="button"
                aria-current={call.id === shown ? 'true' : undefined}
                onClick={() => runs.showCall(server, tool, call.id)}
                className="flex min-w-0 flex-1 gap-3 text-left"
              >
                <span className="shrink-0 text-faint">{timeOfDay(call.askedAt).slice(0, 8)}</span>
                <span className={classNames('w-28 shrink-0 truncate', toneText[tone])}>{word}</span>
                <span className="w-20 shrink-0 truncate text-right text-dim">
                  {state.phase === 'done' || state.phase === 'failed' ? duration(state.took) : ''}
                </span>
                <span className="min-w-0 flex-1 truncate text-dim">
                  {visibleWords(call.argumentsJson.slice(0, 300))}
                  {call.caller === 'window' ? '' : ` (${call.caller})`}
                </span>
              </button>
              <IconButton
                label="Use these arguments"
                icon={<TextCursorInput size={13} />}
                className="size-5"
                onClick={() => onUseArguments(pretty(call.argumentsJson))}
              />
              <IconButton
                label="Run again"
                icon={<RotateCcw size={12} />}
                className="size-5"
                onClick={() => void runs.run(server, tool, call.argumentsJson)}
              />
            </li>
          );
        })}
      </ul>
    </details>
  );
}
