import { useMemo, type ReactNode } from 'react';
import { visibleWords } from '../server-words.tsx';
import { classNames } from '../../ui/class-names.ts';
import { lineDifference, spreadJson } from './line-difference.ts';

/** Lines drawn at most; a change that is longer says so. */
const shownLines = 1500;

/** The tool is not what was allowed before: what it was and what it is now. */
export function DefinitionChange({ before, after }: { before: string; after: string }): ReactNode {
  const lines = useMemo(() => lineDifference(spreadJson(before), spreadJson(after)), [before, after]);
  return (
    <section aria-label="Changed definition" className="border-t border-line px-4 py-2.5">
      <p className="font-medium text-wait">
        The definition of this tool has changed since you allowed it. Rules that let it pass are suspended.
      </p>
      <pre className="mt-1.5 max-h-56 overflow-auto rounded-[5px] border border-line bg-bg py-1 font-mono text-xs whitespace-pre-wrap">
        {lines.slice(0, shownLines).map((line, index) => (
          <div
            // oxlint-disable-next-line react/no-array-index-key -- lines are told apart by their place only
            key={index}
            className={classNames(
              'px-2 break-all',
              line.mark === '-' && 'bg-stop-soft text-stop',
              line.mark === '+' && 'bg-go-soft text-go',
              line.mark === ' ' && 'text-dim',
            )}
          >
            {line.mark} {visibleWords(line.text)}
          </div>
        ))}
      </pre>
      {lines.length > shownLines && (
        <p className="text-xs text-wait">And {lines.length - shownLines} more lines.</p>
      )}
    </section>
  );
}
