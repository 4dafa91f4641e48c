/** An MCP server over stdio that offers as many tools as it is told, for measuring how the window bears many. */
const count = Number(process.argv[2] ?? 1);

const offered = Array.from({ length: count }, (_, index) => ({
  name: `${['read', 'write', 'list', 'search', 'delete'][index % 5] ?? ''}_thing_${index}`,
  description: `Tool number ${index}, with a description as long as those of most servers, which is a line or two.`,
  annotations: { readOnlyHint: index % 2 === 0 },
  inputSchema: {
    type: 'object',
    properties: {
      path: { type: 'string', description: 'Where.' },
      limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
      mode: { enum: ['fast', 'thorough'] },
      deep: { type: 'boolean' },
    },
    required: ['path'],
  },
}));

const results: Record<string, unknown> = {
  initialize: {
    protocolVersion: '2025-06-18',
    capabilities: { tools: {} },
    serverInfo: { name: 'many-tools', version: '1.0.0' },
  },
  'tools/list': { tools: offered },
  ping: {},
};

let unread = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk: string) => {
  const lines = (unread + chunk).split('\n');
  unread = lines.pop() ?? '';
  for (const line of lines) {
    // Only our own client speaks to this server.
    const { id, method } = JSON.parse(line) as { id?: number; method: string };
    if (id === undefined) continue;
    const result = results[method];
    const body = result === undefined ? { error: { code: -32601, message: 'Method not found' } } : { result };
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...body })}\n`);
  }
});
