import { isJSONRPCRequest, type JSONRPCMessage } from '@modelcontextprotocol/server';
import { cancelledRequest } from '../cancelled-request.ts';
import { listenedResources, type Watchers } from '../watchers.ts';

/** As many listen streams as the serving entry allows on one connection. */
const mostStreams = 64;

/**
 * Notices which resources a modern client listens to (`subscriptions/listen`, MCP 2026-07-28). The serving entry
 * answers those requests itself and tells nobody; the service needs to know whether anybody is watching.
 */
export function listenTap(watchers: Watchers): { see(message: JSONRPCMessage): void; close(): void } {
  const streams = new Map<string | number, (() => void)[]>();
  const drop = (id: string | number): void => {
    for (const release of streams.get(id) ?? []) release();
    streams.delete(id);
  };
  return {
    see(message) {
      if (isJSONRPCRequest(message) && message.method === 'subscriptions/listen') {
        drop(message.id);
        if (streams.size >= mostStreams) return;
        streams.set(
          message.id,
          listenedResources(message).map((uri) => watchers.hold(uri)),
        );
      } else {
        const id = cancelledRequest(message);
        if (id !== undefined) drop(id);
      }
    },
    close() {
      for (const id of streams.keys()) drop(id);
    },
  };
}
