import { request, type IncomingHttpHeaders } from 'node:http';

/** An answer, read to its end or, for a stream, to the first `enough` bytes. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Calls without fetch, which would not let a test choose Host and Origin. */
export function call(
  origin: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; until?: RegExp } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${origin}${path}`,
      { method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false },
      (response) => {
        let text = '';
        const done = (): void =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (options.until?.test(text) !== true) return;
          done();
          asked.destroy();
        });
        response.once('end', done);
      },
    );
    asked.once('error', reject);
    asked.end(options.body);
  });
}

const accept = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };

/** Posts one JSON-RPC message, to /mcp unless told otherwise. */
export function post(
  origin: string,
  message: object | string,
  headers: Record<string, string> = {},
  path = '/mcp',
): Promise<Answer> {
  const body = typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', ...message });
  return call(origin, path, { method: 'POST', headers: { ...accept, ...headers }, body });
}

export const initialize = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'caller', version: '1' } },
};

/** Opens a session; @returns its id */
export async function openSession(origin: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await post(origin, initialize, headers);
  const id = answer.headers['mcp-session-id'];
  if (typeof id !== 'string') throw new Error(`No session: ${answer.status} ${answer.text}`);
  await post(origin, { method: 'notifications/initialized' }, { ...headers, 'mcp-session-id': id });
  return id;
}
