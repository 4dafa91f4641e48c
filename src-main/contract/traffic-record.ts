import { z } from 'zod';

/** `in`: server to host. `out`: host to server. `none`: not on the wire (lifecycle, decision). */
export const directionSchema = z.enum(['in', 'out', 'none']);
export type Direction = z.infer<typeof directionSchema>;

/**
 * What a record is. `noise`: bytes on stdout that are no JSON-RPC message; `invalid`: JSON that breaks JSON-RPC;
 * `stderr`: one chunk of stderr lines; `lifecycle`: spawn, exit, restart; `decision`: what the gate decided.
 */
export const recordKindSchema = z.enum([
  'request',
  'response',
  'notification',
  'noise',
  'invalid',
  'stderr',
  'lifecycle',
  'decision',
]);
export type RecordKind = z.infer<typeof recordKindSchema>;

/** What is remarkable about a record; each is explained in the view and by the doctor. */
export const recordFlagSchema = z.enum([
  'carriage-return', // the line ended in CRLF
  'byte-order-mark',
  'blank-line',
  'invalid-utf8',
  'truncated', // the process ended in the middle of the line
  'too-large', // past the size cap: spooled, not parsed
  'too-deep', // nested past the depth limit: not parsed
  'text-before-message', // text without newline in front of a JSON-RPC message
  'batch', // one of the messages of a batch array
  'batch-not-allowed', // the revision spoken has no batches
  'unknown-id',
  'duplicate-id',
  'wrong-id-type',
  'null-id',
  'result-and-error',
  'no-jsonrpc',
  'late', // response after cancel or timeout
  'wrong-era', // a message that this era does not have
  'clipped', // only part of the bytes is kept
]);
export type RecordFlag = z.infer<typeof recordFlagSchema>;

/** JSON-RPC 2.0 request id. */
export const rpcIdSchema = z.union([z.string(), z.number(), z.null()]);
export type RpcId = z.infer<typeof rpcIdSchema>;

/** How the interpreter reads one recorded line. Made after the bytes are recorded. */
export const frameReadingSchema = z.object({
  kind: recordKindSchema,
  method: z.string().optional(),
  id: rpcIdSchema.optional(),
  /** Response that carries a JSON-RPC error, or a tool result with `isError`. */
  isError: z.boolean().optional(),
  flags: z.array(recordFlagSchema).optional(),
  /** Who asked, on requests of the host. */
  caller: z.string().optional(),
});
export type FrameReading = z.infer<typeof frameReadingSchema>;

/**
 * The state of an exchange. `open`: a request without an answer yet; `ok`, `error`: answered; `cancelled`: the
 * asking side gave up; `lost`: the session ended first.
 */
export const exchangeStatusSchema = z.enum(['open', 'ok', 'error', 'cancelled', 'lost']);

/** One row of the timeline, as the view shows it. */
export const trafficRowSchema = z.object({
  /** Position in the log, from 1, without gaps until records are removed. */
  seq: z.number().int(),
  /** Milliseconds since 1970, with fraction, taken at the pipe. */
  time: z.number(),
  server: z.string(),
  /** Number of the session (one start of one server). */
  session: z.number().int(),
  direction: directionSchema,
  kind: recordKindSchema,
  /** Of a response: the method of its request, once paired. */
  method: z.string().optional(),
  id: rpcIdSchema.optional(),
  /** One line for people, at most 300 characters, control characters replaced. */
  summary: z.string(),
  /** Bytes on the wire. */
  size: z.number().int(),
  /** Milliseconds between request and answer, on both, once paired. */
  latency: z.number().optional(),
  status: exchangeStatusSchema.optional(),
  flags: z.array(recordFlagSchema),
  /** Position of the other half of the exchange. */
  pair: z.number().int().optional(),
  caller: z.string().optional(),
});
export type TrafficRow = z.infer<typeof trafficRowSchema>;

/** A row with its bytes. */
export const trafficRecordSchema = z.object({
  row: trafficRowSchema,
  /** The bytes as UTF-8 text, at most `textLimit` characters. */
  text: z.string(),
  /** True when `text` holds less than the record. */
  clipped: z.boolean(),
  /** The bytes in base64 when they are not valid UTF-8 (at most 64 KiB of them). */
  base64: z.string().optional(),
});
export type TrafficRecord = z.infer<typeof trafficRecordSchema>;

/** Which records to show. Every given field must match; an empty filter matches everything. */
export const trafficFilterSchema = z.strictObject({
  /** Matches, ignoring case, in server, method, id and the bytes. */
  text: z.string().max(1000).optional(),
  server: z.string().optional(),
  kinds: z.array(recordKindSchema).optional(),
  method: z.string().optional(),
});
export type TrafficFilter = z.infer<typeof trafficFilterSchema>;
