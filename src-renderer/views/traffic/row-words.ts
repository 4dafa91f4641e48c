import type { RecordFlag, RecordKind, TrafficRow } from '#contract/traffic-record.ts';

/** What a colour means: violet is not protocol, amber waits, red stopped, green proceeds, blue goes out. */
export type Tone = 'plain' | 'dim' | 'out' | 'go' | 'wait' | 'stop' | 'noise';

const two = (value: number): string => String(value).padStart(2, '0');

/** Local time of day with milliseconds. */
export function timeOfDay(time: number): string {
  const date = new Date(time);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** A duration in milliseconds, for people: `0.4 ms`, `41 ms`, `2.3 s`, `4 min 5 s`. */
export function duration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A size in bytes, for people: `96 B`, `6.2 kB`, `11 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 'B';
  for (const next of units) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** The sign of the direction column, and how a screen reader says it. */
export function directionSign(row: TrafficRow): { sign: string; words: string } {
  if (row.kind === 'decision') return { sign: row.method === 'denied' ? '×' : '◆', words: 'gate' };
  if (row.kind === 'noise' || row.kind === 'invalid')
    return { sign: '!', words: 'from server, not protocol' };
  if (row.kind === 'stderr') return { sign: '≡', words: 'from server, stderr' };
  if (row.direction === 'out') return { sign: '→', words: 'to server' };
  if (row.direction === 'in') return { sign: '←', words: 'from server' };
  return { sign: '·', words: 'not on the wire' };
}

const kindWords: Record<RecordKind, string> = {
  request: 'request',
  response: 'response',
  notification: 'notification',
  noise: 'stdout noise',
  invalid: 'invalid',
  stderr: 'stderr',
  lifecycle: 'lifecycle',
  decision: 'decision',
};

export function kindInWords(kind: RecordKind): string {
  return kindWords[kind];
}

/** The tone of a row's method, kind and summary. */
export function rowTone(row: TrafficRow): Tone {
  if (row.kind === 'noise' || row.kind === 'invalid') return 'noise';
  if (row.status === 'error' || row.status === 'lost' || row.method === 'denied') return 'stop';
  if (row.kind === 'stderr') return 'dim';
  if (row.kind === 'request' && row.direction === 'in' && row.status === 'open') return 'wait';
  return 'plain';
}

export function directionTone(row: TrafficRow): Tone {
  if (row.kind === 'noise' || row.kind === 'invalid') return 'noise';
  if (row.kind === 'decision' && row.method === 'denied') return 'stop';
  if (row.kind === 'stderr' || row.direction === 'none') return 'dim';
  return row.direction === 'out' ? 'out' : 'go';
}

const statusTones: Record<NonNullable<TrafficRow['status']>, Tone> = {
  open: 'wait',
  ok: 'go',
  error: 'stop',
  cancelled: 'wait',
  lost: 'stop',
};

/** The status column: how the exchange stands, or the first remarkable thing. */
export function statusOf(row: TrafficRow): { words: string; tone: Tone } {
  if (row.kind === 'noise') return { words: 'not JSON', tone: 'noise' };
  if (row.kind === 'invalid') return { words: 'not JSON-RPC', tone: 'noise' };
  if (row.kind === 'decision' && row.method === 'denied') return { words: 'denied', tone: 'stop' };
  if (row.status === undefined) return { words: row.flags[0]?.replaceAll('-', ' ') ?? '', tone: 'wait' };
  return { words: row.status, tone: statusTones[row.status] };
}

const flagWords: Record<RecordFlag, string> = {
  'carriage-return': 'The line ended in CR LF. MCP asks for a plain LF; it was accepted.',
  'byte-order-mark':
    'The output began with a byte-order mark. It was skipped; the server should not write one.',
  'blank-line': 'An empty line on stdout. It was skipped.',
  'invalid-utf8':
    'The bytes are not valid UTF-8. They are kept as they came; the text shows � in their place.',
  truncated: 'The process ended in the middle of this line.',
  'too-large': 'Larger than the cap on one message. It was kept on disk and not parsed.',
  'too-deep': 'Nested deeper than the limit. It was not parsed.',
  'text-before-message':
    'Text without a line break stood in front of a message. The server prints to stdout; it should print to stderr.',
  batch: 'One of the messages of a JSON-RPC batch.',
  'batch-not-allowed': 'A JSON-RPC batch, which the protocol revision spoken here does not have.',
  'unknown-id':
    'A response whose id belongs to no request. JSON-RPC 2.0: the id must be that of the request.',
  'duplicate-id': 'An id that was answered already, or a request id used twice.',
  'wrong-id-type': 'The id came back with another type (for instance "1" for 1). It must be the same value.',
  'null-id':
    'A null id. MCP does not allow it on requests; on errors it says that the request could not be read.',
  'result-and-error': 'Both a result and an error. JSON-RPC 2.0 allows exactly one of them.',
  'no-jsonrpc': 'The member "jsonrpc": "2.0" is missing.',
  late: 'The answer came after the request was cancelled or had timed out. It was ignored.',
  'wrong-era': 'A message that the protocol era of this session does not have.',
  clipped: 'Only a part of the bytes is kept.',
};

export function flagInWords(flag: RecordFlag): string {
  return flagWords[flag];
}
