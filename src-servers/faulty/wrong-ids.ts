/** Answers a call wrongly. argv: unknown | duplicate | string | null | both | no-jsonrpc | batch. */
import { deferred, isCall, reply, send, serve, textResult } from './minimal-server.ts';

const result = textResult('odd');
serve((message) => {
  if (!isCall(message)) return undefined;
  const { id } = message;
  switch (process.argv[2] ?? '') {
    case 'unknown':
      reply(987_654, result);
      break;
    case 'duplicate':
      reply(id, result);
      break;
    case 'string':
      reply(String(id), result);
      return deferred;
    case 'null':
      reply(null, result);
      break;
    case 'both':
      send({ jsonrpc: '2.0', id, result, error: { code: 1, message: 'and an error' } });
      return deferred;
    case 'no-jsonrpc':
      send({ id, result });
      return deferred;
    case 'batch':
      send([
        { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'batched' } },
        { jsonrpc: '2.0', id, result },
      ]);
      return deferred;
    default:
      break;
  }
  return result;
});
