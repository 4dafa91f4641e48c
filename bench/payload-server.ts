/**
 * The smallest MCP server over stdio, for measuring what is on the other side of its pipes: tool `payload(size)`
 * answers with so many characters at once. It reads in linear time and prepares its answers.
 */
const prepared = new Map<number, string>();

function payload(size: number): string {
  let text = prepared.get(size);
  if (text === undefined) {
    text = JSON.stringify({ content: [{ type: 'text', text: 'p'.repeat(size) }] });
    prepared.set(size, text);
  }
  return text;
}

function resultOf(
  method: string,
  params: { name?: string; arguments?: { size?: number } },
): string | undefined {
  switch (method) {
    case 'initialize':
      return JSON.stringify({
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'payload', version: '1.0.0' },
      });
    case 'tools/list':
      return JSON.stringify({
        tools: [
          {
            name: 'payload',
            description: 'Answers with so many characters.',
            inputSchema: { type: 'object', properties: { size: { type: 'number' } } },
          },
        ],
      });
    case 'tools/call':
      return payload(params.arguments?.size ?? 0);
    case 'ping':
      return '{}';
    default:
      return undefined;
  }
}

function answer(line: string): void {
  // Only our own clients speak to this server.
  const { id, method, params } = JSON.parse(line) as { id?: number; method: string; params?: object };
  if (id === undefined) return;
  const result = resultOf(method, params ?? {});
  const body =
    result === undefined ? '"error":{"code":-32601,"message":"Method not found"}' : `"result":${result}`;
  process.stdout.write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},${body}}\n`);
}

let pending = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk: string) => {
  const lines = chunk.split('\n');
  lines[0] = pending + (lines[0] ?? '');
  pending = lines.pop() ?? '';
  for (const line of lines) answer(line);
});
