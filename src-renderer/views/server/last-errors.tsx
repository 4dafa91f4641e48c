import type { ReactNode } from 'react';
import { StateDot } from '../../ui/state-dot.tsx';
import { visibleWords } from '../server-words.tsx';
import { kindInWords, timeOfDay } from '../traffic/row-words.ts';
import { useTrafficStore } from '../traffic/use-traffic.ts';
import { errorKinds, useLastErrors, type LastError } from './use-last-errors.ts';

/** What went wrong last, each a way into the traffic. Nothing when all is well. */
export function LastErrors({ server }: { server: string }): ReactNode {
  const errors = useLastErrors(server);
  const traffic = useTrafficStore();
  if (!errors || errors.length === 0) return null;

  function show({ row, index }: LastError): void {
    traffic.type(`server:"${server}" kind:${errorKinds.join(',')}`);
    traffic.filterBy({ server, kinds: errorKinds });
    traffic.select(row.seq, index, true);
  }

  return (
    <section aria-label="Last errors" className="min-w-0">
      <h2 className="border-b border-line pb-1 text-2xs font-semibold text-faint">
        Last errors, noise and lines of stderr
      </h2>
      <ul className="py-1">
        {errors.map((error) => (
          <li key={error.row.seq}>
            <button
              type="button"
              onClick={() => show(error)}
              className="grid h-row w-full grid-cols-[8px_92px_92px_minmax(0,1fr)] items-center gap-2 rounded-[4px] px-1 text-left font-mono text-xs hover:bg-hover"
            >
              <StateDot tone={toneOf(error.row.kind)} />
              <span className="text-dim">{timeOfDay(error.row.time)}</span>
              <span className="truncate">{kindInWords(error.row.kind)}</span>
              <bdi className="truncate">
                {visibleWords(
                  [error.row.method, error.row.summary]
                    .filter((part) => part !== undefined && part !== '')
                    .join(': '),
                )}
              </bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function toneOf(kind: LastError['row']['kind']): 'stop' | 'noise' | 'neutral' {
  if (kind === 'stderr') return 'neutral';
  return kind === 'response' ? 'stop' : 'noise';
}
