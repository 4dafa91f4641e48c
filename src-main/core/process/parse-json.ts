import { Buffer, isUtf8 } from 'node:buffer';
import type { RecordFlag } from '#contract/traffic-record.ts';

/** What one line of stdout is, as JSON. `flags` says what is remarkable about the bytes. */
export type ParsedLine =
  | { ok: true; value: unknown; flags: RecordFlag[] }
  | {
      ok: false;
      problem: 'not-json' | 'too-deep';
      flags: RecordFlag[];
      /** The JSON-RPC message that follows text without newline on the same line (flag `text-before-message`). */
      inside?: unknown;
    };

const quote = 0x22;
const backslash = 0x5c;

/** Parses one line. Never throws; nesting is measured before `JSON.parse`, so that no later walk can overflow. */
export function parseJsonLine(bytes: Uint8Array, options: { maxDepth?: number } = {}): ParsedLine {
  const maxDepth = options.maxDepth ?? 1000;
  const flags: RecordFlag[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasMark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  if (hasMark) flags.push('byte-order-mark');
  const json = hasMark ? buffer.subarray(3) : buffer;
  if (!isUtf8(json)) flags.push('invalid-utf8');
  if (isDeeperThan(json, maxDepth)) return { ok: false, problem: 'too-deep', flags: [...flags, 'too-deep'] };
  const text = json.toString('utf8');
  const parsed = tryParse(text);
  if (parsed) return { ok: true, value: parsed.value, flags };
  if (json.length < 65_536 && text.trim() === '') flags.push('blank-line');
  const at = text.indexOf('{"jsonrpc"', 1);
  const inside = at > 0 ? tryParse(text.slice(at)) : undefined;
  if (!inside) return { ok: false, problem: 'not-json', flags };
  return { ok: false, problem: 'not-json', flags: [...flags, 'text-before-message'], inside: inside.value };
}

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** True when arrays and objects are nested deeper than `limit`. Linear, allocates nothing. */
export function isDeeperThan(json: Buffer, limit: number): boolean {
  if (json.length <= limit) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === quote) {
      at = endOfString(json, at);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}

/** Position of the quote that closes the string opened at `open`. */
function endOfString(json: Buffer, open: number): number {
  let at = open + 1;
  // Most strings are short: a plain loop beats a native search there, and loses on long ones.
  for (const near = Math.min(at + 48, json.length); at < near; at += 1) {
    const byte = json[at];
    if (byte === quote) return at;
    if (byte === backslash) at += 1;
  }
  for (let end = json.indexOf(quote, at); end !== -1; end = json.indexOf(quote, end + 1)) {
    let slashes = 0;
    // Not before `at`: the plain loop has consumed the escapes there.
    while (end - slashes - 1 >= at && json[end - slashes - 1] === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return json.length;
}
