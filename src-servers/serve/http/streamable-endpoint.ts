import {
  createMcpHandler,
  InMemoryServerEventBus,
  isInitializeRequest,
  isJsonContentType,
  isLegacyRequest,
  readRequestBody,
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
} from '@modelcontextprotocol/server';
import { cancelledRequest } from '../cancelled-request.ts';
import type { Service } from '../bundled-server.ts';
import { isListen, listenedResources, type Watchers } from '../watchers.ts';
import { SessionTable } from './session-table.ts';
import { refusal, type WebExchange } from './web-exchange.ts';

const report = (error: Error): void => void process.stderr.write(`${error.message}\n`);

/**
 * Streamable HTTP at one address for both eras: an envelope in the request (2026-07-28) is served by itself, without
 * a session; everything else belongs to a session that `initialize` opened (2025-03-26 to 2025-11-25).
 */
export class StreamableEndpoint {
  readonly #service: Service;
  readonly #watchers: Watchers;
  readonly #sessions: SessionTable<WebStandardStreamableHTTPServerTransport>;
  readonly #bus = new InMemoryServerEventBus(report);
  readonly #modern;
  readonly #stopDelivery: () => void;

  constructor(service: Service, watchers: Watchers, maxSessions: number) {
    this.#service = service;
    this.#watchers = watchers;
    this.#sessions = new SessionTable(maxSessions);
    this.#stopDelivery = watchers.deliverTo((uri) => this.#bus.publish({ kind: 'resource_updated', uri }));
    this.#modern = createMcpHandler(() => service.create({ era: 'modern', transport: 'http' }), {
      legacy: 'reject',
      bus: this.#bus,
      maxSubscriptions: 256,
      onerror: report,
    });
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  async answer(exchange: WebExchange, authInfo: AuthInfo | undefined, principal: string): Promise<Response> {
    const { request } = exchange;
    const auth = authInfo === undefined ? {} : { authInfo };
    if (request.method !== 'POST') return this.#inSession(exchange, principal, auth);
    if (!isJsonContentType(request.headers.get('content-type')))
      return refusal(415, 'Send the message as Content-Type: application/json.');
    const body = await readRequestBody(request);
    if (body.tooLarge) return refusal(413, 'The message is larger than 4 MiB.');
    let parsedBody: unknown;
    try {
      parsedBody = JSON.parse(body.text);
    } catch {
      return Response.json(
        { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'The body is not JSON.' } },
        { status: 400 },
      );
    }
    if (!(await isLegacyRequest(request, parsedBody))) {
      this.#holdWhileListening(parsedBody, exchange);
      return this.#modern.fetch(request, { ...auth, parsedBody });
    }
    if (request.headers.has('mcp-session-id') || !isInitializeRequest(parsedBody))
      return this.#inSession(exchange, principal, { ...auth, parsedBody });
    return this.#open(exchange, principal, { ...auth, parsedBody });
  }

  async close(): Promise<void> {
    this.#stopDelivery();
    this.#sessions.close();
    await this.#modern.close();
  }

  async #inSession(
    { request, over }: WebExchange,
    principal: string,
    options: { authInfo?: AuthInfo; parsedBody?: unknown },
  ): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    if (id === null)
      return refusal(400, 'Send initialize first, then its Mcp-Session-Id with every request.');
    const transport = this.#sessions.use(id, principal, over);
    // 404 tells the client to open a new session (MCP 2025-11-25, basic/transports, session management).
    if (transport === undefined) return refusal(404, 'This session is over; send initialize again.');
    const response = await transport.handleRequest(request, options);
    // No answer comes any more: the stream that was kept for it would stay open as long as the client.
    const cancelled = cancelledRequest(options.parsedBody);
    if (cancelled !== undefined) transport.closeSSEStream(cancelled);
    return response;
  }

  async #open(
    { request, over }: WebExchange,
    principal: string,
    options: { authInfo?: AuthInfo; parsedBody: unknown },
  ): Promise<Response> {
    if (!this.#sessions.makeRoom(principal))
      return refusal(503, 'Too many sessions are open; close one or try later.', { 'retry-after': '60' });
    const server = this.#service.create({ era: 'legacy', transport: 'http' });
    this.#watchers.attach(server, 'legacy');
    const close = (): void => void server.close().catch(report);
    let opened = false;
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => {
        opened = true;
        this.#sessions.add(id, principal, transport, close);
        this.#sessions.use(id, principal, over);
      },
      onsessionclosed: (id) => this.#sessions.remove(id),
    });
    await server.connect(transport);
    const response = await transport.handleRequest(request, options);
    if (!opened) close();
    return response;
  }

  #holdWhileListening(message: unknown, exchange: WebExchange): void {
    const { over } = exchange;
    exchange.standing = isListen(message);
    for (const uri of listenedResources(message)) {
      const release = this.#watchers.hold(uri);
      if (over.aborted) release();
      else over.addEventListener('abort', release, { once: true });
    }
  }
}
