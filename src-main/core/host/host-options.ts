import type { HostApi, HostDescription } from '#contract/host-contract.ts';
import type { Caller } from '#contract/grant.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';

/** Everything a shell tells the host. */
export interface HostOptions {
  shell: HostDescription['shell'];
  version: string;
  /** Absolute. Made (0700) when missing. */
  dataDir: string;
  /** Further configuration files (`--config`), never written. */
  configFiles: string[];
  /** Folder with one sub-folder per bundled server; undefined: none. */
  bundledServersDir: string | undefined;
  /** How to run a bundled server. */
  node: { command: string; env: Record<string, string> };
  /** Servers of this run only, never saved. */
  transient?: Record<string, ServerDefinition>;
  /** Start every enabled server at once, and again when it crashes (windows), or only when asked (command line). */
  autostart: boolean;
  capabilities: { canReveal: boolean; canOpenLinks: boolean };
  /** `--allow`: calls of this run pass the gate, and the audit says so. */
  allowAll?: boolean;
  /** This run only looks at the traffic log, also while another process writes it; its own traffic is not kept. */
  readsTraffic?: boolean;
  /** False when nobody can answer a prompt: such calls fail with `approval-required`. */
  canAsk: boolean;
}

/** The machine: one per data directory and process. */
export interface Host {
  /** The host for one kind of caller; the shell says which, never a message. */
  as(caller: Caller): HostApi;
  /** Denies what waits, cancels what runs, stops all servers, flushes the logs. At most 8 seconds. */
  close(): Promise<void>;
}
