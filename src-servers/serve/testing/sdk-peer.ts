import {
  Client as ClientV2,
  SSEClientTransport as SseV2,
  StreamableHTTPClientTransport as StreamableV2,
} from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as SseV1 } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as StreamableV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { startOnHttp } from './running-server.ts';
import { warmStart } from './warm-starts.ts';

/** Which official client: the current one in either era, or the 1.x one that the field still uses. */
export const clientKinds = ['2.x, 2026-07-28', '2.x, legacy', '1.x'] as const;
export type ClientKind = (typeof clientKinds)[number];

export const transportKinds = ['stdio', 'Streamable HTTP', 'HTTP+SSE'] as const;
export type PeerTransport = (typeof transportKinds)[number];

/** HTTP+SSE belongs to the legacy era alone. */
export const peerKinds: readonly (readonly [ClientKind, PeerTransport])[] = clientKinds.flatMap((client) =>
  transportKinds
    .filter((transport) => !(client === '2.x, 2026-07-28' && transport === 'HTTP+SSE'))
    .map((transport) => [client, transport] as const),
);

type Shared = Pick<
  ClientV2,
  | 'listTools'
  | 'listResources'
  | 'listResourceTemplates'
  | 'listPrompts'
  | 'callTool'
  | 'readResource'
  | 'getPrompt'
  | 'complete'
  | 'getInstructions'
>;

/** A connected official client; both generations name these methods alike. */
export interface SdkPeer extends AsyncDisposable {
  readonly client: Shared;
  /** Subscribes to a resource in the way of the client's era. */
  watch(uri: string, onUpdated: () => void): Promise<void>;
}

/** Starts the server `main` and connects a client to it; disposing ends both. */
export async function connectPeer(
  kind: ClientKind,
  transport: PeerTransport,
  main: string,
  args: readonly string[] = [],
): Promise<SdkPeer> {
  const server = transport === 'stdio' ? undefined : await startOnHttp(main, args);
  try {
    const stdio = { stderr: 'inherit' as const, env: { ...getDefaultEnvironment(), ...warmStart } };
    const command = { command: process.execPath, args: [main, ...args], ...stdio };
    const url = new URL(
      `${server?.origin ?? ''}${transport === 'HTTP+SSE' ? '/sse' : '/mcp'}`,
      'http://127.0.0.1',
    );
    const peer =
      kind === '1.x'
        ? await connectV1(transport, command, url)
        : await connectV2(kind, transport, command, url);
    return {
      ...peer,
      async [Symbol.asyncDispose]() {
        await peer[Symbol.asyncDispose]();
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

interface Command {
  readonly command: string;
  readonly args: string[];
  readonly stderr: 'inherit';
  readonly env: Record<string, string>;
}

const clientInfo = { name: 'peer', version: '1.0.0' };

async function connectV2(
  kind: ClientKind,
  transport: PeerTransport,
  command: Command,
  url: URL,
): Promise<SdkPeer> {
  const modern = kind === '2.x, 2026-07-28';
  const client = new ClientV2(clientInfo, {
    versionNegotiation: { mode: modern ? { pin: '2026-07-28' } : 'legacy' },
  });
  await client.connect(
    transport === 'stdio'
      ? new StdioV2(command)
      : transport === 'HTTP+SSE'
        ? new SseV2(url)
        : new StreamableV2(url),
  );
  return {
    client,
    async watch(uri, onUpdated) {
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
        if (params.uri === uri) onUpdated();
      });
      if (modern) await client.listen({ resourceSubscriptions: [uri] });
      else await client.subscribeResource({ uri });
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function connectV1(transport: PeerTransport, command: Command, url: URL): Promise<SdkPeer> {
  const client = new ClientV1(clientInfo);
  const wire =
    transport === 'stdio'
      ? new StdioV1(command)
      : transport === 'HTTP+SSE'
        ? new SseV1(url)
        : new StreamableV1(url);
  await client.connect(wire);
  return {
    // The generations differ in type names only; the tests read the results as data.
    client: client as unknown as Shared,
    async watch(uri, onUpdated) {
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
        if (params.uri === uri) onUpdated();
      });
      await client.subscribeResource({ uri });
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}
