import { useState } from 'react';
import { addReading, numbersIn, type NumericSeries } from './numeric-history.ts';
import type { Reading } from './use-read.ts';

/** Larger texts are not searched for numbers at every reading. */
const longest = 500_000;

const none: readonly NumericSeries[] = [];

/** The numbers of a resource over the readings since `watching` began. */
export function useNumericHistory({ result, readAt }: Reading, watching: boolean): readonly NumericSeries[] {
  const [kept, setKept] = useState({ readAt: undefined as number | undefined, history: none });
  if (!watching) {
    if (kept.history.length > 0) setKept({ readAt: undefined, history: none });
    return none;
  }
  if (result && readAt !== undefined && readAt !== kept.readAt) {
    const text = result.contents.find((contents) => contents.text !== undefined)?.text ?? '';
    const numbers = text.length > longest ? new Map<string, number>() : numbersIn(text);
    setKept({ readAt, history: addReading(kept.history, numbers, readAt) });
  }
  return kept.history;
}
