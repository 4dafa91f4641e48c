import type { ReactNode } from 'react';
import type { TrafficRow } from '#contract/traffic-record.ts';
import { visibleText } from '#contract/visible-text.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Difference } from '../content/difference.tsx';
import { useRecord, type RecordState } from './use-record.ts';

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** What differs between a record and one that was pinned. */
export function RecordCompare({ with: other, state }: { with: TrafficRow; state: RecordState }): ReactNode {
  const before = useRecord(other.seq, '');
  if (before.error)
    return <ErrorNotice code={before.error.code} message={visibleText(before.error.message)} />;
  if (!before.record || !state.record) return <p aria-busy="true">…</p>;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p className="text-xs text-faint">
        From record {other.seq} to record {state.record.row.seq}
        {(before.record.clipped || state.record.clipped) && ', the first part of each'}
      </p>
      <Difference
        before={pretty(before.record.text)}
        after={pretty(state.record.text)}
        label={`Difference to record ${String(other.seq)}`}
      />
    </div>
  );
}
