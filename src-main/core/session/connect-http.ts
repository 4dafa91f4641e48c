import { HostFailure } from '#contract/host-error.ts';
import type { Era } from '#contract/session-state.ts';
import {
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { Connection, ConnectionEvents } from './connect-child.ts';
import { createClient, runningFacts } from './create-client.ts';
import { handshakeFailure } from './handshake-failure.ts';
import type { Launch, SessionOptions } from './launch.ts';
import { pipeTime } from './tap.ts';
import { tapTransport, tappedFetch } from './tapped-http.ts';

type HttpLaunch = Extract<Launch, { kind: 'http' }>;

/**
 * Reaches a server over Streamable HTTP, or over HTTP+SSE when it is an old one (MCP "Transports", backwards
 * compatibility: try the new one first, fall back on a 4xx answer).
 * Throws HostFailure: `unreachable`, `handshake-timeout`, `handshake-failed`, `version-mismatch`, `cancelled`.
 */
export async function connectHttp(
  options: SessionOptions & { launch: HttpLaunch },
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<Connection> {
  const { type } = options.launch;
  if (type === 'sse') return attemptHttp(options, events, signal, 'sse');
  try {
    return await attemptHttp(options, events, signal, 'streamable-http');
  } catch (error) {
    const oldServer =
      error instanceof HostFailure && /\b4(00|04|05)\b/.test(`${error.message} ${String(error.cause)}`);
    if (type !== 'auto' || !oldServer || signal.aborted) throw error;
    return attemptHttp(options, events, signal, 'sse').catch(() => {
      throw error;
    });
  }
}

async function attemptHttp(
  options: SessionOptions & { launch: HttpLaunch },
  events: ConnectionEvents,
  signal: AbortSignal,
  type: 'streamable-http' | 'sse',
): Promise<Connection> {
  const { launch } = options;
  const tap = options.openTap();
  const startedAt = pipeTime();
  const url = new URL(launch.url);
  const requestInit = { headers: launch.headers };
  let phase: 'connecting' | 'open' | 'closed' = 'connecting';
  const inner: Transport =
    type === 'sse'
      ? new SSEClientTransport(url, { requestInit, fetch: tappedFetch(tap) })
      : new StreamableHTTPClientTransport(url, { requestInit, fetch: tappedFetch(tap) });
  let era: Era | undefined;
  const transport = tapTransport(inner, tap, () => era);
  const lost = transport.onclose;
  transport.onclose = () => {
    lost?.();
    tap.lifecycle('disconnected', `disconnected from ${url.origin}`);
    tap.close();
    if (phase === 'open') events.onEnded(undefined);
  };
  const wanted = options.era === 'auto' ? (options.knownEra ?? 'auto') : options.era;
  // HTTP+SSE was gone before the new era began.
  const client = createClient(options, type === 'sse' ? 'legacy' : wanted, events);
  events.onStep(wanted === 'auto' ? 'probing' : 'handshake');
  tap.lifecycle('connecting', `${type} ${url.href}`);
  try {
    await client.connect(transport, { timeout: options.handshakeTimeout, signal });
  } catch (error) {
    phase = 'closed';
    await client.close().catch(() => undefined);
    tap.close();
    throw handshakeFailure(error, options, undefined, signal);
  }
  const facts = runningFacts(client, undefined, pipeTime() - startedAt);
  era = facts.era;
  phase = 'open';
  return {
    client,
    facts,
    child: undefined,
    async close() {
      phase = 'closed';
      await client.close().catch(() => undefined);
    },
  };
}
