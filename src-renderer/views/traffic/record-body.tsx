import { useMemo, type ReactNode } from 'react';
import type { TrafficRecord } from '#contract/traffic-record.ts';
import { visibleText } from '#contract/visible-text.ts';
import { Button } from '../../ui/button.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { LongText } from '../content/long-text.tsx';
import { openDepth } from '../content/open-depth.ts';
import { byteSize } from './row-words.ts';

export type BodyMode = 'tree' | 'raw';

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** What a record holds, as a tree when it is whole JSON, else as the text that came. */
export function RecordBody({
  record,
  mode,
  onMore,
}: {
  record: TrafficRecord;
  mode: BodyMode;
  onMore: () => void;
}): ReactNode {
  const parsed = useMemo(() => (mode === 'tree' ? parse(record.text) : undefined), [record.text, mode]);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {record.clipped && (
        <div className="flex items-center gap-2 text-xs text-dim">
          The first {byteSize(record.text.length)} of {byteSize(record.row.size)}
          <Button onClick={onMore}>Load all</Button>
        </div>
      )}
      {parsed ? (
        <JsonView
          value={parsed.value}
          label={`Record ${String(record.row.seq)}`}
          openDepth={openDepth(parsed.value)}
          visible={visibleText}
        />
      ) : (
        <LongText text={record.text} label={`Bytes of record ${String(record.row.seq)}`} />
      )}
      {record.base64 !== undefined && (
        <div>
          <div className="text-2xs text-faint">Bytes in base64 (they are not valid UTF-8)</div>
          <LongText text={record.base64} label="Bytes in base64" className="text-dim" />
        </div>
      )}
    </div>
  );
}
