import type { Caller } from '#contract/grant.ts';
import type { HostFailure } from '#contract/host-error.ts';
import { AsyncLocalStorage } from 'node:async_hooks';

/** What the gate approved: exactly these bytes may leave as `params.arguments` of one `tools/call`. */
export interface ApprovedCall {
  readonly tool: string;
  readonly argumentsJson: string;
}

/**
 * One request of the host and its answer, as the transport sees it. The transport fills in what the client library
 * does not hand on: positions in the log, times taken at the pipe, the size, the raw result.
 */
export interface Exchange {
  readonly caller: Caller;
  readonly approved?: ApprovedCall;
  requestSeq?: number;
  sentAt?: number;
  answeredAt?: number;
  /** Bytes of the answer on the wire. */
  size?: number;
  /** The `result` member as it came, before any schema saw it. */
  result?: unknown;
  /** Set when the answer could not be read; the call fails with it. */
  failure?: HostFailure;
}

/**
 * Ties everything the client library sends on behalf of one request (its retries too) to that request, without the
 * library knowing.
 */
export const currentExchange = new AsyncLocalStorage<Exchange>();
