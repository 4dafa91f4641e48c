import type { Era, SessionState } from '#contract/session-state.ts';
import type { Tap } from './tap.ts';

/** What to start or reach, with every variable expanded. */
export type Launch =
  | {
      kind: 'stdio';
      command: string;
      args: string[];
      /** The whole environment of the child. */
      env: Record<string, string>;
      cwd?: string;
      /** Into a process namespace that dies with us, where the machine can. */
      contain?: boolean;
    }
  | { kind: 'http'; url: string; headers: Record<string, string>; type: 'auto' | 'streamable-http' | 'sse' };

/** Everything a session needs to know beforehand. Times are milliseconds. */
export interface SessionOptions {
  server: string;
  launch: Launch;
  era: 'auto' | Era;
  /** The era this very launch was found to speak before; spares the probe. */
  knownEra?: Era;
  handshakeTimeout: number;
  callTimeout: number;
  /** Absolute folders offered as roots. */
  roots: string[];
  client: { name: string; version: string };
  /** Goes into the child's environment as SIGNALBOX_SESSION, so that leftovers can be found. */
  tag: string;
  maxMessageBytes: number;
  /** Opens the record of one process or connection. A respawn after a fatal probe opens a second one. */
  openTap(): Tap;
}

/** What a session tells while it lives. */
export interface SessionEvents {
  onState(state: SessionState): void;
  /** The server announced that a list changed (MCP `notifications/…/list_changed`). */
  onListChanged(list: 'tools' | 'resources' | 'prompts'): void;
  /** MCP `notifications/resources/updated`. */
  onResourceUpdated(uri: string): void;
}
