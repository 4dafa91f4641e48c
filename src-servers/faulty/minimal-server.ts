/**
 * A JSON-RPC server over stdio written by hand, so that each fault beside it can bend one thing. It speaks the
 * `initialize` era of MCP and has two tools: `echo(text)` and `sleep(ms)`.
 */
export interface Message {
  jsonrpc?: string;
  id?: string | number | null;
  method?: string;
  params?: Record<string, unknown>;
}

/** Gives an answer for one request, or undefined for none. */
export type Handler = (message: Message) => unknown;

export function sendRaw(text: string | Uint8Array): void {
  process.stdout.write(text);
}

export function send(message: unknown): void {
  sendRaw(`${JSON.stringify(message)}\n`);
}

export function reply(id: unknown, result: unknown): void {
  send({ jsonrpc: '2.0', id, result });
}

export function notify(method: string, params: unknown): void {
  send({ jsonrpc: '2.0', method, params });
}

export function textResult(text: string): unknown {
  return { content: [{ type: 'text', text }] };
}

export const tools = [
  {
    name: 'echo',
    description: 'Gives back its text.',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  },
  {
    name: 'sleep',
    description: 'Answers after some milliseconds.',
    inputSchema: { type: 'object', properties: { ms: { type: 'number' } } },
  },
];

/** The value of a tool call's argument; undefined when it is not there or neither text nor number. */
export function argument(message: Message, name: string): string | number | undefined {
  const args = message.params?.['arguments'];
  const value: unknown = typeof args === 'object' && args !== null ? Reflect.get(args, name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** What a healthy server answers. */
export function answer(message: Message): unknown {
  switch (message.method ?? '') {
    case 'initialize':
      return {
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'minimal', version: '1.0.0' },
      };
    case 'ping':
      return {};
    case 'tools/list':
      return { tools };
    case 'tools/call':
      return callTool(message);
    default:
      return undefined;
  }
}

function callTool(message: Message): unknown {
  if (message.params?.['name'] === 'sleep') {
    setTimeout(() => reply(message.id, textResult('slept')), Number(argument(message, 'ms') ?? 0));
    return deferred;
  }
  return textResult(String(argument(message, 'text') ?? ''));
}

/** A handler gives this back when it answers by itself, later or never. */
export const deferred = Symbol('deferred');

/** Reads requests until the end of input. The handler's `undefined` means: as a healthy server would. */
export function serve(handler: Handler = () => undefined): void {
  let pending = '';
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (text: string) => {
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') handle(line, handler);
  });
}

function handle(line: string, handler: Handler): void {
  const message: Message = JSON.parse(line);
  const result = handler(message) ?? answer(message);
  if (result === deferred || message.id === undefined || message.method === undefined) return;
  if (result !== undefined) reply(message.id, result);
  else send({ jsonrpc: '2.0', id: message.id, error: { code: -32601, message: 'Method not found' } });
}

/** True for a call of a tool, whichever. */
export function isCall(message: Message): boolean {
  return message.method === 'tools/call';
}
