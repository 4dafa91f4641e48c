import type { Era } from '#contract/session-state.ts';
import type { FrameReading, RecordFlag, RpcId } from '#contract/traffic-record.ts';
import type { JSONRPCMessage } from '@modelcontextprotocol/client';

/** How one JSON value reads as JSON-RPC 2.0. */
export interface FrameView {
  reading: FrameReading;
  /** What the client library may see; absent when the value breaks JSON-RPC. */
  message?: JSONRPCMessage;
  /** Of a broken answer: the request it seems to answer, which then fails at once. */
  brokenAnswerTo?: RpcId;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf(value: unknown): RpcId | undefined {
  return typeof value === 'string' || typeof value === 'number' || value === null ? value : undefined;
}

/**
 * Reads one JSON value that came from a server (MCP base protocol, "Messages"; JSON-RPC 2.0 sections 4 and 5).
 * Never throws; what breaks the rules is flagged and kept from the client library.
 */
export function readFrame(value: unknown, era: Era | undefined): FrameView {
  if (!isObject(value)) return { reading: { kind: 'invalid' } };
  const flags: RecordFlag[] = [];
  if (value['jsonrpc'] !== '2.0') flags.push('no-jsonrpc');
  const id = idOf(value['id']);
  const hasId = Object.hasOwn(value, 'id');
  if (typeof value['method'] === 'string') return readCall(value, value['method'], id, hasId, flags, era);
  const hasResult = Object.hasOwn(value, 'result');
  const hasError = Object.hasOwn(value, 'error');
  if (!hasId || (!hasResult && !hasError)) return { reading: { kind: 'invalid', flags } };
  if (id === null) flags.push('null-id');
  if (hasResult && hasError) flags.push('result-and-error');
  const result = value['result'];
  const isError = hasError || (isObject(result) && result['isError'] === true);
  const broken = flags.length > 0 || id === undefined || (hasResult && !isObject(result));
  const reading: FrameReading = {
    kind: broken ? 'invalid' : 'response',
    isError,
    ...(flags.length > 0 ? { flags } : {}),
    ...(id === undefined ? {} : { id }),
  };
  // A null id with an error is how JSON-RPC reports an unreadable request: a response, but to nobody.
  if (flags.length === 1 && id === null && hasError) return { reading: { ...reading, kind: 'response' } };
  if (broken) return { reading, ...(id === undefined || id === null ? {} : { brokenAnswerTo: id }) };
  // The shape was checked above; the client library checks it again.
  return { reading, message: value as unknown as JSONRPCMessage };
}

function readCall(
  value: Record<string, unknown>,
  method: string,
  id: RpcId | undefined,
  hasId: boolean,
  flags: RecordFlag[],
  era: Era | undefined,
): FrameView {
  if (hasId && (id === undefined || id === null)) {
    flags.push('null-id');
    return { reading: { kind: 'invalid', method, flags } };
  }
  // Revision 2026-07-28 has no requests from server to client.
  if (hasId && era === 'modern') flags.push('wrong-era');
  const reading: FrameReading = {
    kind: hasId ? 'request' : 'notification',
    method,
    ...(id === undefined ? {} : { id }),
    ...(flags.length > 0 ? { flags } : {}),
  };
  if (flags.includes('no-jsonrpc')) return { reading: { ...reading, kind: 'invalid' } };
  return { reading, message: value as unknown as JSONRPCMessage };
}

/** True when the revision has JSON-RPC batches: only 2025-03-26 does (and it also was the default before). */
export function allowsBatch(protocolVersion: string | undefined): boolean {
  return protocolVersion === undefined || protocolVersion <= '2025-03-26';
}
