import {
  isJSONRPCRequest,
  isJsonContentType,
  parseJSONRPCMessage,
  readRequestBody,
  type AuthInfo,
  type JSONRPCMessage,
  type MessageExtraInfo,
  type Transport,
} from '@modelcontextprotocol/server';
import type { ServerResponse } from 'node:http';
import { cancelledRequest } from '../cancelled-request.ts';
import type { Service } from '../bundled-server.ts';
import type { Watchers } from '../watchers.ts';
import { SessionTable } from './session-table.ts';
import { refusal, type WebExchange } from './web-exchange.ts';

/** Where old clients post their messages; the stream's first event tells them. */
export const messagesPath = '/messages';

/** A client that does not read is cut off before what waits for it fills the memory. */
const mostUnread = 16 * 1024 * 1024;
/** Keeps proxies and NAT tables from forgetting a quiet stream. */
const keepAliveMs = 15_000;

/** HTTP+SSE of revision 2024-11-05 (basic/transports): a stream out, posts in. For clients that know nothing newer. */
export class SseEndpoint {
  readonly #service: Service;
  readonly #watchers: Watchers;
  readonly #sessions: SessionTable<SseTransport>;

  constructor(service: Service, watchers: Watchers, maxSessions: number) {
    this.#service = service;
    this.#watchers = watchers;
    this.#sessions = new SessionTable(maxSessions);
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  /** Whether a call is running whose answer is due on one of the streams. */
  get busy(): boolean {
    return this.#sessions.some((transport) => transport.busy);
  }

  /** Serves `GET /sse`; @returns a refusal, or undefined when `outgoing` is a stream now */
  async stream(
    { over }: WebExchange,
    outgoing: ServerResponse,
    headers: Record<string, string>,
    principal: string,
  ): Promise<Response | undefined> {
    if (!this.#sessions.makeRoom(principal))
      return refusal(503, 'Too many sessions are open; close one or try later.', { 'retry-after': '60' });
    const id = crypto.randomUUID();
    const server = this.#service.create({ era: 'legacy', transport: 'sse' });
    this.#watchers.attach(server, 'legacy');
    outgoing.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const transport = new SseTransport(outgoing, `${messagesPath}?sessionId=${id}`);
    const close = (): void => void server.close().catch(() => undefined);
    this.#sessions.add(id, principal, transport, close);
    this.#sessions.use(id, principal, over);
    over.addEventListener('abort', () => {
      this.#sessions.remove(id);
      close();
    });
    await server.connect(transport);
    return undefined;
  }

  /** Serves `POST /messages?sessionId=…`. */
  async receive(
    { request, url, over }: WebExchange,
    authInfo: AuthInfo | undefined,
    principal: string,
  ): Promise<Response> {
    const transport = this.#sessions.use(url.searchParams.get('sessionId') ?? '', principal, over);
    if (transport === undefined) return refusal(404, 'This session is over; open /sse again.');
    if (!isJsonContentType(request.headers.get('content-type')))
      return refusal(415, 'Send the message as Content-Type: application/json.');
    const body = await readRequestBody(request);
    if (body.tooLarge) return refusal(413, 'The message is larger than 4 MiB.');
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(JSON.parse(body.text));
    } catch {
      return refusal(400, 'The body is not a JSON-RPC 2.0 message.');
    }
    transport.receive(message, authInfo === undefined ? { request } : { request, authInfo });
    return new Response('Accepted', { status: 202 });
  }

  close(): void {
    this.#sessions.close();
  }
}

class SseTransport implements Transport {
  readonly #outgoing: ServerResponse;
  readonly #endpoint: string;
  #keepAlive: NodeJS.Timeout | undefined;
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;

  readonly #pending = new Set<string | number>();

  constructor(outgoing: ServerResponse, endpoint: string) {
    this.#outgoing = outgoing;
    this.#endpoint = endpoint;
  }

  get busy(): boolean {
    return this.#pending.size > 0;
  }

  receive(message: JSONRPCMessage, extra: MessageExtraInfo): void {
    if (isJSONRPCRequest(message)) this.#pending.add(message.id);
    const cancelled = cancelledRequest(message);
    if (cancelled !== undefined) this.#pending.delete(cancelled);
    this.onmessage?.(message, extra);
  }

  async start(): Promise<void> {
    this.#outgoing.write(`event: endpoint\ndata: ${this.#endpoint}\n\n`);
    this.#keepAlive = setInterval(() => this.#outgoing.write(': keepalive\n\n'), keepAliveMs).unref();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#outgoing.writableLength > mostUnread) this.#outgoing.destroy();
    if (!('method' in message) && message.id !== undefined) this.#pending.delete(message.id);
    // JSON.stringify escapes line breaks, so one data line holds any message.
    this.#outgoing.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  async close(): Promise<void> {
    clearInterval(this.#keepAlive);
    this.#outgoing.end();
    this.onclose?.();
  }
}
