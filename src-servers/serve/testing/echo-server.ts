import { McpServer } from '@modelcontextprotocol/server';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/v4';
import { serve } from '../serve.ts';

/** The smallest server that has something to say, to wait for and to announce; for tests of `serve` alone. */
await serve({
  name: 'echo',
  version: '1.2.3',
  summary: 'says what it is told',
  options: { greeting: { type: 'string', value: 'TEXT', help: 'what goes before everything it says' } },
  open({ values, watchers }) {
    let last = '';
    return {
      create({ era, transport }) {
        const server = new McpServer(
          { name: 'echo', version: '1.2.3' },
          { capabilities: { resources: { subscribe: true } } },
        );
        server.registerTool(
          'say',
          {
            description: 'Says it, after a while',
            inputSchema: z.strictObject({ text: z.string(), afterMs: z.number().default(0) }),
          },
          async ({ text, afterMs }, { mcpReq }) => {
            await pause(afterMs, undefined, { signal: mcpReq.signal });
            last = text;
            watchers.announce('echo://last');
            return {
              content: [{ type: 'text', text: `${values.greeting ?? ''}${text} (${era}, ${transport})` }],
            };
          },
        );
        server.registerTool('watched', { description: 'Which resources anybody watches' }, () => ({
          content: [{ type: 'text', text: watchers.watched().join(' ') }],
        }));
        server.registerResource('last', 'echo://last', {}, () => ({
          contents: [{ uri: 'echo://last', text: last }],
        }));
        return server;
      },
      close: () => void process.stderr.write('closed its service\n'),
    };
  },
});
