import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** One HTTP exchange in the web's own types, which the SDK speaks. `over` aborts when the client is gone or served. */
export interface WebExchange {
  readonly request: Request;
  readonly url: URL;
  readonly over: AbortSignal;
}

/** Sees a Node request as a web `Request`; the body is read only when somebody asks for it. */
export function toWebExchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: string,
): WebExchange {
  const url = new URL(incoming.url ?? '/', origin);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const over = new AbortController();
  outgoing.once('close', () => over.abort());
  const method = incoming.method ?? 'GET';
  const bodyless = method === 'GET' || method === 'HEAD';
  const request = new Request(url, {
    method,
    headers,
    signal: over.signal,
    ...(bodyless ? {} : { body: bodyOf(incoming), duplex: 'half' as const }),
  });
  return { request, url, over: over.signal };
}

function bodyOf(incoming: IncomingMessage): NonNullable<RequestInit['body']> {
  // Node's own ReadableStream type and the one of its fetch are the same object under two names.
  return Readable.toWeb(incoming) as NonNullable<RequestInit['body']>;
}

/** Sends a web `Response`, no faster than the client reads. */
export async function sendWebResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'connection') outgoing.setHeader(name, value);
  }
  if (response.body === null) {
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  const reader = response.body.getReader();
  outgoing.once('close', () => void reader.cancel().catch(() => undefined));
  for (;;) {
    const { done, value } = await reader.read();
    if (done || outgoing.destroyed) break;
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      outgoing.off('drain', go);
      outgoing.off('close', go);
      resolve();
    };
    outgoing.once('drain', go);
    outgoing.once('close', go);
  });
}

/** An error answer in JSON-RPC's shape, which MCP clients show to people. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  const code = status === 400 ? -32600 : -32000;
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status, headers });
}
