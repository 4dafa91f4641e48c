/** Offers tools that cost or break something. argv: schema | reference | type | entry | large | many. */
import { serve, tools } from './minimal-server.ts';

const kind = process.argv[2] ?? 'schema';
const simple = { type: 'object', properties: { text: { type: 'string' } } };
const tool = (name: string, more: object): object => ({
  name,
  description: 'odd',
  inputSchema: simple,
  ...more,
});

function offered(): object[] {
  switch (kind) {
    case 'schema':
      return [tool('odd', { inputSchema: { type: 'object', properties: { a: { type: 'text' } } } })];
    case 'reference':
      return [tool('odd', { outputSchema: { type: 'object', properties: { a: { $ref: '#/$defs/Gone' } } } })];
    case 'type':
      return [tool('odd', { inputSchema: { type: 'array', items: {} } })];
    case 'entry':
      return [{ name: 'odd', description: 'has no inputSchema' }];
    case 'large':
      return Array.from({ length: 40 }, (_, at) => tool(`large-${at}`, { description: 'word '.repeat(600) }));
    case 'many':
      return Array.from({ length: 140 }, (_, at) => tool(`many-${at}`, {}));
    default:
      return [];
  }
}

serve((message) => (message.method === 'tools/list' ? { tools: [...tools, ...offered()] } : undefined));
