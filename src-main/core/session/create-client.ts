import type { Era, RunningFacts } from '#contract/session-state.ts';
import { Client } from '@modelcontextprotocol/client';
import { pathToFileURL } from 'node:url';
import type { SessionEvents, SessionOptions } from './launch.ts';

/** Milliseconds a server has to answer the probe `server/discover` before it is taken for one of the older era. */
const probeTimeout = 3000;

/** The client library, set up to leave judging and validating to the host. */
export function createClient(
  options: SessionOptions,
  era: 'auto' | Era,
  events: Pick<SessionEvents, 'onListChanged' | 'onResourceUpdated'>,
): Client {
  const client = new Client(options.client, {
    capabilities: options.roots.length > 0 ? { roots: { listChanged: false } } : {},
    versionNegotiation: {
      mode: era === 'modern' ? { pin: '2026-07-28' } : era,
      probe: { timeoutMs: Math.min(probeTimeout, options.handshakeTimeout) },
    },
    // Results are checked by the host, in a worker with a budget: a hostile schema must not freeze this thread.
    jsonSchemaValidator: {
      getValidator: () => (input) => ({
        valid: true,
        // The caller of this interface picks the type; nothing is converted here.
        data: input as never,
        errorMessage: undefined,
      }),
    },
  });
  if (options.roots.length > 0) {
    client.setRequestHandler('roots/list', () => ({
      roots: options.roots.map((folder) => ({ uri: pathToFileURL(folder).href })),
    }));
  }
  client.fallbackNotificationHandler = (notification) => {
    switch (notification.method) {
      case 'notifications/tools/list_changed':
        events.onListChanged('tools');
        break;
      case 'notifications/resources/list_changed':
        events.onListChanged('resources');
        break;
      case 'notifications/prompts/list_changed':
        events.onListChanged('prompts');
        break;
      case 'notifications/resources/updated': {
        const uri = notification.params?.['uri'];
        if (typeof uri === 'string') events.onResourceUpdated(uri);
        break;
      }
      default: // The traffic has it; nothing else follows from it.
    }
    return Promise.resolve();
  };
  return client;
}

/** What the handshake said (MCP `initialize` or `server/discover`). */
export function runningFacts(client: Client, pid: number | undefined, startedIn: number): RunningFacts {
  const identity = client.getServerVersion();
  const instructions = client.getInstructions();
  return {
    ...(pid === undefined ? {} : { pid }),
    era: client.getProtocolEra() === 'modern' ? 'modern' : 'legacy',
    protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
    server: {
      name: identity?.name ?? 'unnamed',
      version: identity?.version ?? 'unknown',
      ...(identity?.title === undefined ? {} : { title: identity.title }),
      ...(identity?.websiteUrl === undefined ? {} : { websiteUrl: identity.websiteUrl }),
    },
    capabilities: { ...client.getServerCapabilities() },
    ...(instructions === undefined ? {} : { instructions }),
    startedIn,
  };
}
