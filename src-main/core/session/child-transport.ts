import { HostFailure } from '#contract/host-error.ts';
import type { Era } from '#contract/session-state.ts';
import type { RpcId } from '#contract/traffic-record.ts';
import { type JSONRPCMessage, type Transport, type TransportSendOptions } from '@modelcontextprotocol/client';
import { LineSplitter, type Line } from '../process/line-splitter.ts';
import { parseJsonLine } from '../process/parse-json.ts';
import type { RunningProcess } from '../process/spawn-process.ts';
import { currentExchange, type Exchange } from './exchange.ts';
import { createHoldBack } from './hold-back.ts';
import { guessAnswerId, jsonAfterText } from './broken-line.ts';
import { allowsBatch, readFrame, type FrameView } from './read-frame.ts';
import { serialiseOutgoing } from './serialise-outgoing.ts';
import { pipeTime, type Tap } from './tap.ts';

/** Text without a newline is shown after this many milliseconds of silence. */
const textWithoutNewlineAfter = 60;

/** Notifications from which something follows, in the client library or in `createClient`. */
const handledNotifications =
  /^notifications\/(progress|cancelled|tools|prompts|resources|subscriptions|tasks|elicitation)\b/;

/** Our end of a child's pipes, as the client library sees it: a stdio transport (MCP "Transports", stdio). */
export interface ChildTransport extends Transport {
  /** Bytes that came from the child's stdout. */
  receive(chunk: Uint8Array, time: number): void;
  /** The child's stdout has ended or the child is gone: what is incomplete is recorded, what waits fails. */
  ended(): void;
  /** One of its pipes is closed though it lives on: what waits fails with this, and so does what comes. */
  broke(failure: HostFailure): void;
  readonly broken: HostFailure | undefined;
  setEra(era: Era, protocolVersion: string): void;
  /** True once this side has closed it: what the child does then is no news. */
  readonly closedByUs: boolean;
}

/**
 * Makes the transport over a running process. Every line is handed to the tap before it is parsed, and nothing is
 * sent that the tap has not seen. `tools/call` leaves only with the bytes that the gate approved.
 */
export function createChildTransport(
  child: RunningProcess,
  tap: Tap,
  limits: { maxMessageBytes: number },
): ChildTransport {
  /** Requests of ours that wait for an answer, by id. */
  const waiting = new Map<RpcId, Exchange | undefined>();
  let closed = false;
  let closedByUs = false;
  let era: Era | undefined;
  let version: string | undefined;
  let silence: NodeJS.Timeout | undefined;
  let shownPending = 0;
  let broken: HostFailure | undefined;
  const holdBack = createHoldBack(child);

  const splitter = new LineSplitter({ maxBytes: limits.maxMessageBytes, onLine: onLine });

  const transport: ChildTransport & { readonly pid: number; readonly stderr: null } = {
    // The client library takes a transport with these two members for a stdio transport, and probes it in place.
    pid: child.pid,
    stderr: null,
    start: () => Promise.resolve(),
    send,
    close() {
      closedByUs = true;
      end();
      return child.stop().then(() => undefined);
    },
    receive(chunk, time) {
      clearTimeout(silence);
      const before = performance.now();
      splitter.push(chunk, time);
      holdBack(performance.now() - before);
      if (splitter.pendingBytes > 0) silence = setTimeout(showPendingText, textWithoutNewlineAfter);
    },
    ended() {
      clearTimeout(silence);
      splitter.end();
      end();
    },
    broke(failure) {
      broken ??= failure;
      for (const id of waiting.keys()) fail(id, failure);
    },
    get broken() {
      return broken;
    },
    get closedByUs() {
      return closedByUs;
    },
    setEra(nextEra, protocolVersion) {
      era = nextEra;
      version = protocolVersion;
    },
  };
  return transport;

  function end(): void {
    if (closed) return;
    closed = true;
    waiting.clear();
    transport.onclose?.();
  }

  function send(message: JSONRPCMessage, _options?: TransportSendOptions): Promise<void> {
    // Rejects, never throws: the client library expects a promise.
    try {
      const exchange = currentExchange.getStore();
      const isRequest = 'method' in message && 'id' in message;
      if (isRequest && broken) return Promise.reject(broken);
      const text = serialiseOutgoing(message, exchange?.approved);
      const line = Buffer.from(`${text}\n`, 'utf8');
      const bytes = line.subarray(0, -1);
      const time = pipeTime();
      const kind = 'method' in message ? (isRequest ? 'request' : 'notification') : 'response';
      const seq = tap.record({ direction: 'out', kind, bytes, time });
      tap.read(seq, {
        kind,
        ...('method' in message ? { method: message.method } : { isError: 'error' in message }),
        ...('id' in message && message.id !== undefined ? { id: message.id } : {}),
        ...(exchange && isRequest ? { caller: exchange.caller } : {}),
      });
      if (isRequest) {
        waiting.set(message.id, exchange);
        if (exchange) {
          exchange.requestSeq ??= seq;
          exchange.sentAt = time;
        }
      }
      if ('method' in message && message.method === 'notifications/cancelled') noteCancelled(message.params);
      child.write(line);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  function noteCancelled(params: unknown): void {
    const id = (params as { requestId?: RpcId } | undefined)?.requestId;
    if (id === undefined) return;
    waiting.delete(id);
    tap.cancelled(id);
  }

  function onLine(line: Line): void {
    shownPending = 0;
    const flags =
      line.ending === 'crlf'
        ? (['carriage-return'] as const)
        : line.ending === 'none'
          ? (['truncated'] as const)
          : [];
    const seq = tap.record({
      direction: 'in',
      kind: 'noise',
      bytes: line.bytes,
      time: line.time,
      ...(line.oversize ? { size: line.oversize.size } : {}),
    });
    if (line.oversize) {
      tap.read(seq, { kind: 'invalid', flags: [...flags, 'too-large', 'clipped'] });
      failAnswer(line.bytes, tooLarge(line.oversize.size));
      return;
    }
    if (line.bytes.length === 0) {
      tap.read(seq, { kind: 'noise', flags: [...flags, 'blank-line'] });
      return;
    }
    const parsed = parseJsonLine(line.bytes);
    const allFlags = [...flags, ...parsed.flags];
    if (!parsed.ok) {
      unreadable(seq, line.bytes, parsed.problem, allFlags);
      return;
    }
    if (line.ending === 'none') {
      // The process ended in the middle; what happens to be whole JSON still had no end of line.
      tap.read(seq, { kind: 'noise', flags: allFlags });
      return;
    }
    if (Array.isArray(parsed.value)) {
      unpackBatch(seq, parsed.value, line, allFlags);
      return;
    }
    const view = readFrame(parsed.value, era);
    tap.read(seq, { ...view.reading, flags: [...allFlags, ...(view.reading.flags ?? [])] });
    deliver(view, line.time, line.bytes.length);
  }

  function unreadable(
    seq: number,
    bytes: Uint8Array,
    problem: 'not-json' | 'too-deep',
    flags: FrameFlags,
  ): void {
    if (problem === 'too-deep') {
      tap.read(seq, { kind: 'invalid', flags: [...flags, 'too-deep'] });
      failAnswer(bytes, tooDeep());
      return;
    }
    const hidden = jsonAfterText(bytes);
    tap.read(seq, { kind: 'noise', flags: hidden ? [...flags, 'text-before-message'] : flags });
    if (hidden) failAnswer(hidden, textBefore());
  }

  function unpackBatch(seq: number, values: unknown[], line: Line, flags: FrameFlags): void {
    const allowed = era !== 'modern' && allowsBatch(version);
    tap.read(seq, { kind: 'invalid', flags: [...flags, allowed ? 'batch' : 'batch-not-allowed'] });
    if (!allowed) return;
    for (const value of values) {
      const bytes = Buffer.from(JSON.stringify(value));
      const part = tap.record({ direction: 'in', kind: 'noise', bytes, time: line.time });
      const view = readFrame(value, era);
      tap.read(part, { ...view.reading, flags: ['batch', ...(view.reading.flags ?? [])] });
      deliver(view, line.time, bytes.length);
    }
  }

  function deliver(view: FrameView, time: number, size: number): void {
    if (view.brokenAnswerTo !== undefined) fail(view.brokenAnswerTo, brokenRules());
    const message = view.message;
    if (!message || closed) return;
    // What nobody handles (log messages above all) may come in floods, and the library would take longest over it.
    if ('method' in message && !('id' in message) && !handledNotifications.test(message.method)) return;
    const exchange = 'method' in message || message.id === undefined ? undefined : settle(message.id);
    if (!exchange) {
      transport.onmessage?.(message);
      return;
    }
    exchange.answeredAt = time;
    exchange.size = size;
    if ('result' in message) exchange.result = message.result;
    // What the client library sends next for this request (a further round) still belongs to the exchange.
    currentExchange.run(exchange, () => transport.onmessage?.(message));
  }

  function settle(id: RpcId): Exchange | undefined {
    const exchange = waiting.get(id);
    waiting.delete(id);
    return exchange;
  }

  function failAnswer(bytes: Uint8Array, failure: HostFailure): void {
    const id = guessAnswerId(bytes) ?? (waiting.size === 1 ? [...waiting.keys()][0] : undefined);
    if (id !== undefined) fail(id, failure);
  }

  /** Lets the request fail now instead of at its timeout. */
  function fail(id: RpcId, failure: HostFailure): void {
    if (!waiting.has(id) || id === null) return;
    const exchange = settle(id);
    if (exchange) exchange.failure = failure;
    transport.onmessage?.({ jsonrpc: '2.0', id, error: { code: -32603, message: failure.message } });
  }

  function showPendingText(): void {
    const bytes = splitter.pending(4096);
    const first = bytes.find((byte) => byte > 0x20);
    if (first === undefined || first === 0x7b || first === 0x5b || shownPending > 0) return;
    shownPending = bytes.length;
    const seq = tap.record({ direction: 'in', kind: 'noise', bytes, time: pipeTime() });
    tap.read(seq, { kind: 'noise', flags: ['text-before-message', 'clipped'] });
    for (const id of waiting.size === 1 ? [...waiting.keys()] : []) fail(id, textBefore());
  }
}

type FrameFlags = NonNullable<Parameters<Tap['read']>[1]['flags']>;

const tooLarge = (size: number): HostFailure =>
  new HostFailure(
    'message-too-large',
    `The answer has ${size} bytes, more than the limit. Raise the limit in the settings, or ask for less.`,
  );
const tooDeep = (): HostFailure =>
  new HostFailure(
    'message-too-deep',
    'The answer is nested too deep to be read safely. The raw bytes are in the traffic.',
  );
const textBefore = (): HostFailure =>
  new HostFailure(
    'invalid-message',
    'The server wrote text in front of the answer on the same line. Its stdout may carry JSON-RPC only: write text to stderr.',
  );
const brokenRules = (): HostFailure =>
  new HostFailure(
    'invalid-message',
    'The answer breaks JSON-RPC 2.0; the traffic shows what is wrong with it.',
  );
