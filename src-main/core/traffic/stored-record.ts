import type { Direction, RecordFlag, RecordKind, RpcId, TrafficRow } from '#contract/traffic-record.ts';
import type { SqlRow } from './sql-database.ts';

/** The state of an exchange, as rows show it. */
export type ExchangeStatus = NonNullable<TrafficRow['status']>;

/** One record without its bytes. All members are always present, which keeps a flood of them cheap. */
export interface StoredRecord {
  seq: number;
  session: number;
  /** Number of the server's name. */
  server: number;
  /** Milliseconds since 1970, with fraction. */
  time: number;
  direction: Direction;
  kind: RecordKind;
  method: string | undefined;
  id: RpcId | undefined;
  /** Bytes on the wire. */
  size: number;
  /** A bit for each flag. */
  flags: number;
  status: ExchangeStatus | undefined;
  pair: number | undefined;
  /** Milliseconds. */
  latency: number | undefined;
  caller: string | undefined;
}

// The numbers below are in files on disk: never change one, only add.
const kindCodes = {
  request: 1,
  response: 2,
  notification: 3,
  noise: 4,
  invalid: 5,
  stderr: 6,
  lifecycle: 7,
  decision: 8,
} as const satisfies Record<RecordKind, number>;
const directionCodes = { none: 0, in: 1, out: 2 } as const satisfies Record<Direction, number>;
const statusCodes = { open: 1, ok: 2, error: 3, cancelled: 4, lost: 5 } as const satisfies Record<
  ExchangeStatus,
  number
>;
const flagBits = {
  'carriage-return': 0,
  'byte-order-mark': 1,
  'blank-line': 2,
  'invalid-utf8': 3,
  truncated: 4,
  'too-large': 5,
  'too-deep': 6,
  'text-before-message': 7,
  batch: 8,
  'batch-not-allowed': 9,
  'unknown-id': 10,
  'duplicate-id': 11,
  'wrong-id-type': 12,
  'null-id': 13,
  'result-and-error': 14,
  'no-jsonrpc': 15,
  late: 16,
  'wrong-era': 17,
  clipped: 18,
} as const satisfies Record<RecordFlag, number>;

function inverse<K extends string>(codes: Record<K, number>): Map<number, K> {
  // The keys of the literal are exactly K.
  return new Map((Object.keys(codes) as K[]).map((name) => [codes[name], name]));
}
const kinds = inverse<RecordKind>(kindCodes);
const directions = inverse<Direction>(directionCodes);
const statuses = inverse<ExchangeStatus>(statusCodes);
// The keys of the literal are exactly the flags.
const flagNames = Object.keys(flagBits) as RecordFlag[];

/** The code of a kind in the database. */
export const kindCode = (kind: RecordKind): number => kindCodes[kind];
/** The code of a direction in the database. */
export const directionCode = (direction: Direction): number => directionCodes[direction];
/** The code of a status in the database. */
export const statusCode = (status: ExchangeStatus): number => statusCodes[status];
/** The status code of a request that waits. */
export const openCode: number = statusCodes.open;

/** Flags as one number, a bit each. */
export function packFlags(flags: readonly RecordFlag[] | undefined): number {
  let bits = 0;
  if (flags) for (const flag of flags) bits |= 1 << flagBits[flag];
  return bits;
}

/** The flags in such a number. */
export function unpackFlags(bits: number): RecordFlag[] {
  return bits === 0 ? [] : flagNames.filter((flag) => (bits & (1 << flagBits[flag])) !== 0);
}

/** JSON-RPC ids keep their type in the database: `"1"` and `1` differ. */
export function idText(id: RpcId | undefined): string | null {
  if (id === undefined) return null;
  return typeof id === 'number' ? String(id) : JSON.stringify(id);
}

function idOf(text: unknown): RpcId | undefined {
  if (typeof text !== 'string') return undefined;
  const id: unknown = JSON.parse(text);
  return typeof id === 'string' || typeof id === 'number' || id === null ? id : undefined;
}

const optionalNumber = (value: unknown): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);
const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A row of table `record` as a value. */
export function storedRecordOf(row: SqlRow): StoredRecord {
  return {
    seq: Number(row['seq']),
    session: Number(row['session']),
    server: Number(row['server']),
    time: Number(row['time']),
    direction: directions.get(Number(row['direction'])) ?? 'none',
    kind: kinds.get(Number(row['kind'])) ?? 'invalid',
    method: optionalText(row['method']),
    id: idOf(row['id']),
    size: Number(row['size']),
    flags: Number(row['flags']),
    status: statuses.get(Number(row['status'])),
    pair: optionalNumber(row['pair']),
    latency: optionalNumber(row['latency']),
    caller: optionalText(row['caller']),
  };
}
