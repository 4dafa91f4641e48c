import { HostFailure } from '#contract/host-error.ts';
import type { Era } from '#contract/session-state.ts';
import type { RpcId } from '#contract/traffic-record.ts';
import type { FetchLike, JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { currentExchange, type Exchange } from './exchange.ts';
import { readFrame } from './read-frame.ts';
import { serialiseOutgoing } from './serialise-outgoing.ts';
import { pipeTime, type Tap } from './tap.ts';

/** A `fetch` that records what is posted, and lets a tool call leave only with the approved bytes. */
export function tappedFetch(tap: Tap): FetchLike {
  return async (url, init) => {
    let body = init?.body;
    if (typeof body === 'string') {
      // The client library wrote this text from one of its own messages a moment ago.
      const message = JSON.parse(body) as JSONRPCMessage;
      const exchange = currentExchange.getStore();
      body = serialiseOutgoing(message, exchange?.approved);
      recordOutgoing(tap, message, body, exchange);
    }
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    if (!response.ok) {
      tap.lifecycle(
        'http-status',
        `${init?.method ?? 'GET'} answered ${response.status} ${response.statusText}`,
      );
    }
    return response;
  };
}

function recordOutgoing(
  tap: Tap,
  message: JSONRPCMessage,
  text: string,
  exchange: Exchange | undefined,
): void {
  const isRequest = 'method' in message && 'id' in message;
  const kind = 'method' in message ? (isRequest ? 'request' : 'notification') : 'response';
  const time = pipeTime();
  const seq = tap.record({ direction: 'out', kind, bytes: Buffer.from(text), time });
  tap.read(seq, {
    kind,
    ...('method' in message ? { method: message.method } : { isError: 'error' in message }),
    ...('id' in message && message.id !== undefined ? { id: message.id } : {}),
    ...(exchange && isRequest ? { caller: exchange.caller } : {}),
  });
  if (exchange && isRequest) {
    exchange.requestSeq ??= seq;
    exchange.sentAt = time;
  }
  if ('method' in message && message.method === 'notifications/cancelled') {
    const id = message.params?.['requestId'];
    if (typeof id === 'string' || typeof id === 'number') tap.cancelled(id);
  }
}

/**
 * The client library's HTTP transport with our tap on what comes in. The library parses HTTP and SSE; the record of an
 * incoming message is therefore its JSON written anew.
 */
export function tapTransport(inner: Transport, tap: Tap, era: () => Era | undefined): Transport {
  const waiting = new Map<RpcId, Exchange>();
  const outer: Transport = {
    start: () => inner.start(),
    send(message, options) {
      const exchange = currentExchange.getStore();
      if (exchange && 'method' in message && 'id' in message) waiting.set(message.id, exchange);
      if ('method' in message && message.method === 'tools/call' && !exchange?.approved) {
        return Promise.reject(
          new HostFailure('approval-required', 'A tool call was about to leave without an approval.'),
        );
      }
      return inner.send(message, options);
    },
    close: () => inner.close(),
    ...(inner.hasPerRequestStream === undefined ? {} : { hasPerRequestStream: inner.hasPerRequestStream }),
    get sessionId() {
      return inner.sessionId;
    },
    setProtocolVersion: (version: string) => inner.setProtocolVersion?.(version),
    setSupportedProtocolVersions: (versions: string[]) => inner.setSupportedProtocolVersions?.(versions),
  };
  inner.onclose = () => outer.onclose?.();
  inner.onerror = (error) => outer.onerror?.(error);
  inner.onmessage = (message, extra) => {
    const time = pipeTime();
    const bytes = Buffer.from(JSON.stringify(message));
    const seq = tap.record({ direction: 'in', kind: 'noise', bytes, time });
    tap.read(seq, readFrame(message, era()).reading);
    const exchange = 'method' in message || message.id === undefined ? undefined : waiting.get(message.id);
    if (!exchange || 'method' in message || message.id === undefined) {
      outer.onmessage?.(message, extra);
      return;
    }
    waiting.delete(message.id);
    exchange.answeredAt = time;
    exchange.size = bytes.length;
    if ('result' in message) exchange.result = message.result;
    currentExchange.run(exchange, () => outer.onmessage?.(message, extra));
  };
  return outer;
}
