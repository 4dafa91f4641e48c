import type { AuthInfo } from '@modelcontextprotocol/server';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { BundledServer, Service } from '../bundled-server.ts';
import { UsageError, type OptionSpecs, type OptionValues, type sharedOptions } from '../options.ts';
import type { Watchers } from '../watchers.ts';
import { authenticate, corsHeaders, strangerRefusal } from './guard.ts';
import { bracketed, httpSettings, type HttpSettings } from './http-settings.ts';
import type { ProtectedResource } from './oauth.ts';
import { messagesPath, SseEndpoint } from './sse-endpoint.ts';
import { StreamableEndpoint } from './streamable-endpoint.ts';
import { refusal, runOut, sendWebResponse, toWebExchange, type WebExchange } from './web-exchange.ts';

/** How long running calls may take to finish once we were told to stop. */
const lastAnswersMs = 2_000;

/** Serves any number of conversations over HTTP until `stop` aborts. */
export async function serveOnHttp<Specs extends OptionSpecs>(
  definition: BundledServer<Specs>,
  service: Service,
  watchers: Watchers,
  values: OptionValues<typeof sharedOptions>,
  stop: AbortSignal,
): Promise<void> {
  const settings = httpSettings(values);
  const site = new Site(definition.name, service, watchers, settings);
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    site.serve(incoming, outgoing).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  };
  // Not imported: in a single bundled file that would load them on stdio too, and make every start a quarter slower.
  const server = settings.tls
    ? process.getBuiltinModule('node:https').createServer(settings.tls, listener)
    : process.getBuiltinModule('node:http').createServer(listener);
  // A client that opens connections and says nothing must not hold them.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxConnections = 1_024;
  const port = await listen(server, settings);
  const origin = `${settings.tls ? 'https' : 'http'}://${bracketed(settings.host)}:${port}`;
  await site.open(new URL(settings.publicUrl ?? `${origin}/mcp`));
  process.stderr.write(
    `${definition.name} ${definition.version} is ready: ${origin}/mcp (old clients: ${origin}/sse)\n`,
  );
  if (settings.token === undefined && settings.oauth === undefined)
    process.stderr.write(
      'Any program on this machine may call it; use --token-file FILE to ask for a token.\n',
    );
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const last = performance.now() + lastAnswersMs;
  while (site.calls() && performance.now() < last) await pause(10);
  await site.close();
  while (site.exchanges.size > 0 && performance.now() < last) await pause(10);
  // What is left are connections that clients keep for a next request, or opened and never used.
  server.closeAllConnections();
  await closed;
}

function listen(server: Server, { host, port }: HttpSettings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy =
        error.code === 'EADDRINUSE' ? `Port ${port} is taken; choose another with --http.` : error.message;
      reject(new UsageError(`Cannot listen on ${host}: ${busy}`, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Which path does what, and for whom. */
class Site {
  readonly exchanges = new Set<WebExchange>();
  readonly #name: string;
  readonly #settings: HttpSettings;
  readonly #streamable: StreamableEndpoint;
  readonly #sse: SseEndpoint;
  #oauth: ProtectedResource | undefined;
  #closing = false;

  constructor(name: string, service: Service, watchers: Watchers, settings: HttpSettings) {
    this.#name = name;
    this.#settings = settings;
    this.#streamable = new StreamableEndpoint(service, watchers, settings.maxSessions);
    this.#sse = new SseEndpoint(service, watchers, settings.maxSessions);
  }

  async open(resource: URL): Promise<void> {
    if (this.#settings.oauth === undefined) return;
    const { protectedResource } = await import('./oauth.ts');
    this.#oauth = protectedResource(this.#settings.oauth, resource, this.#name);
  }

  async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const origin = `${this.#settings.tls ? 'https' : 'http'}://localhost`;
    let exchange: WebExchange;
    try {
      exchange = toWebExchange(incoming, outgoing, origin);
    } catch {
      // No address, or a method like TRACE, which the web's own Request refuses.
      outgoing.writeHead(400).end();
      return;
    }
    this.exchanges.add(exchange);
    exchange.over.addEventListener('abort', () => this.exchanges.delete(exchange), { once: true });
    const stranger = strangerRefusal(exchange.request, this.#settings);
    if (stranger !== undefined) {
      await runOut(incoming);
      return sendWebResponse(stranger, outgoing);
    }
    const cors = corsHeaders(exchange.request);
    const response = await this.#answer(exchange, outgoing, cors);
    if (response === undefined) return;
    for (const [name, value] of Object.entries(cors)) outgoing.setHeader(name, value);
    if (response.status >= 400) await runOut(incoming);
    await sendWebResponse(response, outgoing);
  }

  /** Whether anybody waits for an answer. From the first question on, new requests are refused. */
  calls(): boolean {
    this.#closing = true;
    return this.#sse.busy || this.exchanges.values().some(({ standing }) => !standing);
  }

  async close(): Promise<void> {
    this.#sse.close();
    await this.#streamable.close();
  }

  async #answer(
    exchange: WebExchange,
    outgoing: ServerResponse,
    cors: Record<string, string>,
  ): Promise<Response | undefined> {
    const { request, url } = exchange;
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    if (this.#closing) return refusal(503, 'The server is shutting down.');
    if (url.pathname === '/healthz') return this.#health(request.method);
    const metadata = request.method === 'GET' ? this.#oauth?.metadata(url.pathname) : undefined;
    if (metadata !== undefined) return metadata;
    const auth = await authenticate(request, this.#settings, this.#oauth);
    if (auth instanceof Response) return auth;
    const principal = principalOf(auth);
    if (url.pathname === '/mcp' && !['GET', 'POST', 'DELETE'].includes(request.method))
      return refusal(405, 'Use POST, GET or DELETE.', { allow: 'GET, POST, DELETE, OPTIONS' });
    if (url.pathname === '/mcp') return this.#streamable.answer(exchange, auth, principal);
    if (url.pathname === '/sse' && request.method === 'GET')
      return this.#sse.stream(exchange, outgoing, cors, principal);
    if (url.pathname === messagesPath && request.method === 'POST')
      return this.#sse.receive(exchange, auth, principal);
    if (url.pathname === '/sse' || url.pathname === messagesPath)
      return refusal(405, 'GET /sse opens the stream, POST /messages sends to it. Newer clients use /mcp.', {
        allow: url.pathname === '/sse' ? 'GET, OPTIONS' : 'POST, OPTIONS',
      });
    return refusal(404, 'Nothing is here; MCP is at /mcp, and at /sse for old clients.');
  }

  #health(method: string): Response {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'Use GET.', { allow: 'GET, HEAD' });
    const sessions = this.#streamable.sessions + this.#sse.sessions;
    return Response.json({ status: 'ok', sessions }, { headers: { 'cache-control': 'no-store' } });
  }
}

function principalOf(auth: AuthInfo | undefined): string {
  return auth === undefined ? '' : JSON.stringify([auth.clientId, auth.extra?.['subject']]);
}
