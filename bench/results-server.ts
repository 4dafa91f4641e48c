import { createInterface } from 'node:readline';

/**
 * A small MCP server over stdio, for measuring how the window takes its answers: `json(size)` answers with about so many
 * bytes of JSON as text, `notify(count)` sends so many log messages and then answers.
 */
interface Request {
  id?: number;
  method: string;
  params?: { name?: string; arguments?: { size?: number; count?: number } };
}

const integer = { type: 'integer', minimum: 0 };
const tools = [
  {
    name: 'json',
    description: 'Answers with about so many bytes of JSON.',
    inputSchema: { type: 'object', properties: { size: integer }, required: ['size'] },
  },
  {
    name: 'notify',
    description: 'Sends so many log messages.',
    inputSchema: { type: 'object', properties: { count: integer }, required: ['count'] },
  },
];

/** Nested records, some 200 bytes each, as an inventory or a search would answer. */
function jsonOf(size: number): string {
  const one = (index: number): object => ({
    id: index,
    name: `record ${String(index)}`,
    tags: ['alpha', 'beta', 'gamma'],
    place: { folder: `/srv/data/${String(index % 97)}`, line: index * 3, hit: index % 2 === 0 },
    note: 'a few words that say what this record is about',
  });
  const each = JSON.stringify(one(1000)).length + 1;
  const records = Array.from({ length: Math.max(1, Math.round(size / each)) }, (_, index) => one(index));
  return JSON.stringify({ total: records.length, groups: { first: { records } } });
}

const write = (message: object): void => {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
};

function notify(count: number): void {
  for (let index = 1; index <= count; index++) {
    const data = `message ${String(index)} of ${String(count)}`;
    write({ method: 'notifications/message', params: { level: 'info', logger: 'bench', data } });
  }
}

function resultOf({ method, params }: Request): object | undefined {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: '2025-06-18',
        capabilities: { tools: {}, logging: {} },
        serverInfo: { name: 'results', version: '1.0.0' },
      };
    case 'tools/list':
      return { tools };
    case 'tools/call': {
      const { size = 0, count = 0 } = params?.arguments ?? {};
      if (params?.name === 'json') return { content: [{ type: 'text', text: jsonOf(size) }] };
      notify(count);
      return { content: [{ type: 'text', text: `sent ${String(count)}` }] };
    }
    case 'logging/setLevel':
    case 'ping':
      return {};
    default:
      return undefined;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  // Only our own clients speak to this server.
  const request = JSON.parse(line) as Request;
  if (request.id === undefined) continue;
  const result = resultOf(request);
  const { id } = request;
  write(result ? { id, result } : { id, error: { code: -32601, message: 'Method not found' } });
}
