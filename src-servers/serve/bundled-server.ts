import type { McpServer } from '@modelcontextprotocol/server';
import type { OptionSpecs, OptionValues } from './options.ts';
import type { Watchers } from './watchers.ts';

/** How a connection reached the server; `sse` is the two-endpoint transport of revision 2024-11-05. */
export type TransportKind = 'stdio' | 'http' | 'sse';

/** What is known about a connection when its `McpServer` is made. */
export interface Connection {
  /** `legacy` is revisions 2024-11-05 to 2025-11-25 (initialize), `modern` is 2026-07-28 (an envelope per request). */
  readonly era: 'legacy' | 'modern';
  readonly transport: TransportKind;
}

/** What a bundled server gets once per process, before the first connection. */
export interface Start<Specs extends OptionSpecs> {
  /** The server's own options, parsed. Options shared by all bundled servers are handled by `serve`. */
  readonly values: OptionValues<Specs>;
  /** Announces changed resources to whoever subscribed, over every transport and in both eras. */
  readonly watchers: Watchers;
}

/** What lives as long as the process: samplers, worker pools, folders. */
export interface Service {
  /**
   * Makes one protocol instance. Called once per stdio connection (and once more for a discarded era probe), once
   * per HTTP session in the legacy era and once per request in the modern era: keep it cheap and free of timers.
   */
  create(connection: Connection): McpServer;
  /** Releases what `open` took; called once, before the process ends. */
  close?(): void | Promise<void>;
}

/** One bundled server: an ordinary MCP server that `serve` puts on stdio or HTTP. */
export interface BundledServer<Specs extends OptionSpecs = OptionSpecs> {
  /** The command's name, for the help text. */
  readonly name: string;
  readonly version: string;
  /** One line that says what the server is for. */
  readonly summary: string;
  /** The server's own options, beside the shared ones. */
  readonly options?: Specs;
  /** Further lines for `--help`, for example environment variables. */
  readonly notes?: string;
  /**
   * Starts the service. Throw `UsageError` when an option cannot work. Keep it quick: hosts wait for the handshake.
   */
  open(start: Start<Specs>): Service | Promise<Service>;
}
