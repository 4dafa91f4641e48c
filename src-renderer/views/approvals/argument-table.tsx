import { useMemo, type ReactNode } from 'react';
import type { Approval } from '#contract/grant.ts';
import { Badge } from '../../ui/badge.tsx';
import { visibleWords } from '../server-words.tsx';
import { plural } from '../units.ts';
import { readArguments, type ArgumentRow } from './argument-rows.ts';
import { LongText } from './long-text.tsx';

/** Every argument of the call, fully readable, with what changed since it was last allowed. */
export function ArgumentTable({ approval }: { approval: Approval }): ReactNode {
  const { argumentsJson, lastAllowedArgumentsJson } = approval;
  const reading = useMemo(
    () => readArguments(argumentsJson, lastAllowedArgumentsJson),
    [argumentsJson, lastAllowedArgumentsJson],
  );
  const changed =
    reading?.rows.filter((row) => row.change !== 'same' && row.change !== 'unknown').length ?? 0;
  const exact = !reading?.faithful;
  return (
    <section aria-label="Arguments" className="px-4 py-2.5">
      {reading && reading.rows.length === 0 && <p className="text-dim">It is called without arguments.</p>}
      {reading && reading.rows.length > 0 && (
        <dl className="grid grid-cols-[minmax(60px,max-content)_minmax(0,1fr)] gap-x-3 gap-y-1 font-mono text-xs">
          {reading.rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </dl>
      )}
      {lastAllowedArgumentsJson !== undefined && (
        <p className="mt-1.5 text-xs text-faint">
          {changed === 0
            ? 'The same arguments as when you last allowed it.'
            : `${plural(changed, 'argument differs', 'arguments differ')} from what you last allowed.`}
        </p>
      )}
      <details open={exact} className="mt-1.5">
        <summary className="text-xs text-faint">Exactly what is sent</summary>
        {exact && reading && (
          <p className="py-1 text-xs text-wait">
            Judge these bytes: they say more than the list above, for instance a name that occurs twice.
          </p>
        )}
        <div className="mt-1 max-h-56 overflow-auto rounded-[5px] border border-line bg-bg p-2 font-mono text-xs">
          <LongText text={argumentsJson} />
        </div>
      </details>
    </section>
  );
}

function Row({ row }: { row: ArgumentRow }): ReactNode {
  return (
    <>
      <dt className="max-w-48 py-px break-all text-dim">
        <bdi>{visibleWords(row.name)}</bdi>
      </dt>
      <dd className="min-w-0 py-px">
        {row.change === 'removed' ? (
          <span className="text-faint">not given</span>
        ) : (
          <LongText text={row.text} />
        )}
        {row.kind === 'text' && row.text === '' && row.change !== 'removed' && (
          <span className="text-faint">empty text</span>
        )}
        {row.change === 'added' && (
          <Badge tone="wait" className="ml-2 font-sans">
            new
          </Badge>
        )}
        {row.before !== undefined && (
          <div className="text-wait">
            <span className="font-sans">was </span>
            <LongText text={row.before} />
          </div>
        )}
      </dd>
    </>
  );
}
