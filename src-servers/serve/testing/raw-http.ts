import { request } from 'node:http';
import { openSession, post, type Answer } from './http-caller.ts';
import { modernParams, type RawMessage } from './raw-peer.ts';

/** Asks one thing and waits for the answer, result or error. */
export type Ask = (method: string, params: object) => Promise<RawMessage>;

/** JSON-RPC by hand over Streamable HTTP: in a session, or in the modern era request by request. */
export async function askStreamable(origin: string, era: 'legacy' | 'modern'): Promise<Ask> {
  let id = 100;
  const session = era === 'legacy' ? { 'mcp-session-id': await openSession(origin) } : {};
  return async (method, params) => {
    id += 1;
    const message = { id, method, params: era === 'legacy' ? params : modernParams(params) };
    const headers = era === 'legacy' ? session : modernHeaders(method, params);
    const found = messagesIn(await post(origin, message, headers)).find((one) => one.id === id);
    if (found === undefined) throw new Error(`No answer to ${method}`);
    return found;
  };
}

/** The headers in which a modern client repeats what its message says (MCP 2026-07-28, basic/transports). */
function modernHeaders(method: string, params: object): Record<string, string> {
  const name: unknown = Reflect.get(params, method === 'resources/read' ? 'uri' : 'name');
  return {
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': method,
    ...(typeof name === 'string' && { 'mcp-name': name }),
  };
}

function messagesIn({ headers, text }: Answer): RawMessage[] {
  const texts = headers['content-type']?.startsWith('text/event-stream') === true ? eventsIn(text) : [text];
  // A test reads what the server under test wrote; wrong shapes fail in the test's own expectations.
  return texts.map((one) => JSON.parse(one) as RawMessage);
}

function eventsIn(text: string): string[] {
  return [...text.matchAll(/^data: (\{.*\})$/gmu)].map(([, data]) => data ?? '');
}

/** JSON-RPC by hand over HTTP+SSE, handshake included; `close` ends the stream. */
export async function askOverSse(origin: string): Promise<{ ask: Ask; close(): void }> {
  let text = '';
  let heard = (): void => undefined;
  const stream = request(`${origin}/sse`, { agent: false }, (response) => {
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      heard();
    });
  });
  // Closing the stream is the end of the test, not a failure.
  stream.once('error', () => undefined);
  stream.end();
  const until = async <Found>(look: () => Found | undefined): Promise<Found> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  const endpoint = await until(() => /^event: endpoint\ndata: (\S+)$/mu.exec(text)?.[1]);
  let id = 0;
  const send = (message: object): Promise<Answer> => post(origin, message, {}, endpoint);
  const ask: Ask = async (method, params) => {
    id += 1;
    const own = id;
    await send({ id, method, params });
    return until(() =>
      eventsIn(text)
        .map((data) => JSON.parse(data) as RawMessage)
        .find((message) => message.id === own && message.method === undefined),
    );
  };
  const clientInfo = { name: 'raw', version: '1' };
  await ask('initialize', { protocolVersion: '2024-11-05', capabilities: {}, clientInfo });
  await send({ method: 'notifications/initialized' });
  return { ask, close: () => void stream.destroy() };
}
