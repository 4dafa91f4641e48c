import type { TrafficRecord, TrafficRow } from '#contract/traffic-record.ts';
import { isUtf8 } from 'node:buffer';
import { unpackFlags, type StoredRecord } from './stored-record.ts';
import { summarise } from './summary.ts';

/** Bytes given in base64 at most. */
const base64Limit = 64 * 1024;

/** A record as the view shows it. `head`: the start of its bytes. */
export function trafficRow(record: StoredRecord, server: string, head: Uint8Array): TrafficRow {
  const { method, id, latency, status, pair, caller } = record;
  return {
    seq: record.seq,
    time: record.time,
    server,
    session: record.session,
    direction: record.direction,
    kind: record.kind,
    summary: summarise(record, head),
    size: record.size,
    flags: unpackFlags(record.flags),
    ...(method === undefined ? {} : { method }),
    ...(id === undefined ? {} : { id }),
    ...(latency === undefined ? {} : { latency }),
    ...(status === undefined ? {} : { status }),
    ...(pair === undefined ? {} : { pair }),
    ...(caller === undefined ? {} : { caller }),
  };
}

/** A row with its bytes as text, at most `textLimit` characters of it; `bytes` may end in the middle of a character. */
export function trafficRecord(row: TrafficRow, bytes: Uint8Array, textLimit: number): TrafficRecord {
  const partial = bytes.length < row.size;
  const whole = partial ? bytes.subarray(0, endOfCharacters(bytes)) : bytes;
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole);
  let text = decoded.slice(0, textLimit);
  if (/[\ud800-\udbff]$/.test(text)) text = text.slice(0, -1);
  return {
    row,
    text,
    clipped: partial || text.length < decoded.length,
    ...(isUtf8(whole) ? {} : { base64: Buffer.from(bytes.subarray(0, base64Limit)).toString('base64') }),
  };
}

/** Where the last whole UTF-8 character ends (RFC 3629: at most three bytes follow the first). */
function endOfCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back >= length ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}
