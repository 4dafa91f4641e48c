import { lazy, Suspense, type ReactNode } from 'react';
import { byteSize } from '../traffic/row-words.ts';
import { CatchFailure } from '../shell/catch-failure.tsx';
import type { TextDifferenceProps } from './text-difference.tsx';

const TextDifference = lazy(() => import('./text-difference.tsx'));

/** Characters of a text above which a difference would be felt, and would hardly be read. */
const longest = 250_000;

/** What differs between two texts, in words where there is nothing to see. */
export function Difference({ before, after, label }: TextDifferenceProps): ReactNode {
  if (before === after) return <p className="text-dim">Nothing differs.</p>;
  const larger = Math.max(before.length, after.length);
  if (larger > longest) {
    return (
      <p className="text-wait">
        The texts differ; at {byteSize(larger)} they are too long to be compared line by line.
      </p>
    );
  }
  return (
    <CatchFailure>
      <Suspense fallback={<div aria-busy="true" className="h-8" />}>
        <TextDifference before={before} after={after} label={label} />
      </Suspense>
    </CatchFailure>
  );
}
