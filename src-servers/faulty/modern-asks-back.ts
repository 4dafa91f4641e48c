/** Speaks the revision of 2026-07-28, which has no requests of servers, and sends one in each call (argv `well`: none). */
import { isCall, send, serve, textResult, tools, type Message } from './minimal-server.ts';

const complete = { resultType: 'complete' };
const cached = { ...complete, ttlMs: 0, cacheScope: 'private' };

function modernAnswer(message: Message): unknown {
  switch (message.method ?? '') {
    case 'server/discover':
      return {
        ...cached,
        supportedVersions: ['2026-07-28'],
        capabilities: { tools: {} },
        serverInfo: { name: 'modern', version: '1.0.0' },
      };
    case 'tools/list':
      return { ...cached, tools };
    default:
      return undefined;
  }
}

serve((message) => {
  if (!isCall(message)) return modernAnswer(message);
  if (process.argv[2] !== 'well') send({ jsonrpc: '2.0', id: 'ask-1', method: 'roots/list' });
  return { ...complete, ...(textResult('done') as object) };
});
