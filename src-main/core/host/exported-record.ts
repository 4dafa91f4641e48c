import type { TrafficRecord, TrafficRow } from '#contract/traffic-record.ts';

/** A record as it leaves the product: its facts, and its bytes as text. */
export type ExportedRecord = Omit<TrafficRow, 'summary'> & { text: string; clipped?: true; base64?: string };

/** One record after `hide` took the secrets out of its text. `row`: its facts, when they are known better. */
export function exportedRecord(
  record: TrafficRecord,
  hide: (text: string) => string,
  row: TrafficRow = record.row,
): ExportedRecord {
  const text = hide(record.text);
  const { summary: _, ...facts } = row;
  return {
    ...facts,
    text,
    ...(record.clipped ? { clipped: true } : {}),
    // Bytes are given only where nothing in them had to be hidden.
    ...(record.base64 !== undefined && text === record.text ? { base64: record.base64 } : {}),
  };
}
