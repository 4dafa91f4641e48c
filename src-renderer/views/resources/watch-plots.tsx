import { lazy, Suspense, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { ScrollArea } from '../content/scroll-area.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { hasChanged, type NumericSeries } from './numeric-history.ts';

const LineChart = lazy(() => import('../content/line-chart.tsx'));

const drawn = 12;
const precise = new Intl.NumberFormat('en', { maximumSignificantDigits: 7 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 5 });

const inWords = (value: number): string => (Math.abs(value) < 1e6 ? precise : compact).format(value);

/** The numbers of a watched resource over time: those that change as lines, each with its last value. */
export function WatchPlots({ history }: { history: readonly NumericSeries[] }): ReactNode {
  const changing = history.filter(hasChanged);
  if (history.length === 0) return null;
  return (
    <ScrollArea
      label="Watched numbers"
      className="grid max-h-[45%] shrink-0 grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-4 gap-y-1 border-b border-line px-4 py-2"
    >
      {changing.length === 0 && (
        <p className="col-span-full text-xs text-faint">No number has changed since the watch began.</p>
      )}
      {changing.slice(0, drawn).map(({ path, times, values }) => (
        <figure key={path} className="min-w-0">
          <figcaption className="flex min-w-0 justify-between gap-2 text-2xs text-faint">
            <bdi className="truncate">{visibleText(path)}</bdi>
            <span className="shrink-0 font-mono text-fg tabular-nums">{inWords(values.at(-1) ?? 0)}</span>
          </figcaption>
          <CatchFailure>
            <Suspense fallback={<div className="h-[44px]" />}>
              <LineChart
                shape={{ isTime: true, x: times, lines: [{ name: path, values }] }}
                label={`${visibleText(path)} over time`}
                height={44}
              />
            </Suspense>
          </CatchFailure>
        </figure>
      ))}
      {changing.length > drawn && (
        <p className="col-span-full text-xs text-faint">
          {changing.length - drawn} more numbers change; they are in the contents below.
        </p>
      )}
    </ScrollArea>
  );
}
