import type { IncomingMessage, ServerResponse } from 'node:http';

/** One HTTP exchange in the web's own types, which the SDK speaks. */
export interface WebExchange {
  readonly request: Request;
  readonly url: URL;
  /** Aborts when the client is gone or has its answer. */
  readonly over: AbortSignal;
  /** A stream that waits for news, not a call that waits for its answer. */
  standing: boolean;
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
  return { request, url, over: over.signal, standing: method === 'GET' };
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let cancelled = false;
  return new ReadableStream({
    start(controller) {
      incoming.on('data', (chunk: Uint8Array) => {
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 1) <= 0) incoming.pause();
      });
      incoming.once('end', () => {
        // A stream that was cancelled is closed already.
        if (!cancelled) controller.close();
      });
      incoming.once('error', (error) => controller.error(error));
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      cancelled = true;
      incoming.removeAllListeners('data');
    },
  });
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

/** How long a refused client may go on sending what nobody reads. */
const runOutMs = 2_000;

/** Lets a body that was refused half read run out: a client reads the refusal only when it has sent all. */
export async function runOut(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete || incoming.destroyed) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, runOutMs);
    const done = (): void => {
      clearTimeout(late);
      resolve();
    };
    incoming.once('end', done);
    incoming.once('close', done);
    incoming.removeAllListeners('data');
    incoming.resume();
  });
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
