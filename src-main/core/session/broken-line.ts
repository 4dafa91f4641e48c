import type { RpcId } from '#contract/traffic-record.ts';

/** The JSON-RPC message that starts later in a line that begins with other text, if there is one. */
export function jsonAfterText(bytes: Uint8Array): Uint8Array | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const member = buffer.indexOf('"jsonrpc"');
  if (member === -1) return undefined;
  const start = buffer.lastIndexOf('{', member);
  return start <= 0 ? undefined : buffer.subarray(start);
}

/**
 * Which request an answer that cannot be parsed seems to answer: the `id` near the beginning or the end of the line,
 * where every known implementation writes it.
 */
export function guessAnswerId(bytes: Uint8Array): RpcId | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.subarray(0, 256).toString('utf8');
  const tail = buffer.subarray(Math.max(0, buffer.length - 256)).toString('utf8');
  const found =
    /"id"\s*:\s*(\d{1,15}|"[^"\\]{1,100}")/.exec(head) ?? /"id"\s*:\s*(\d{1,15}|"[^"\\]{1,100}")/.exec(tail);
  const text = found?.[1];
  if (text === undefined) return undefined;
  return text.startsWith('"') ? text.slice(1, -1) : Number(text);
}
