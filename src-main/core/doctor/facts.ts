import type { HostError } from '#contract/host-error.ts';
import type { Inventory } from '#contract/inventory.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import type { ExitFacts, SessionState } from '#contract/session-state.ts';

/** What was seen on the wire of one session and breaks a rule, by what it is. */
export const remarks = [
  'noise',
  'text-before-message',
  'byte-order-mark',
  'odd-line-ending',
  'invalid-utf8',
  'truncated',
  'too-large',
  'too-deep',
  'invalid',
  'unknown-id',
  'duplicate-response',
  'wrong-id-type',
  'late',
  'wrong-era',
] as const;
export type Remark = (typeof remarks)[number];

/** How often one thing was remarked, and the beginnings of the first lines it was remarked on. */
export interface Remarked {
  count: number;
  samples: readonly string[];
}

/** What one session did, counted while it ran. */
export interface WireFacts {
  remarked: Partial<Record<Remark, Remarked>>;
  /** Bytes of the largest line that came from the server. */
  largestLine: number;
  /** It closed its stdin, or takes nothing from it. */
  stdinClosed: boolean;
  stdoutClosed: boolean;
  /** The last lines of stderr. */
  stderrTail: readonly string[];
}

/** Why the program says that it cannot start. */
export interface StartReason {
  code: 'missing-module' | 'script-not-found' | 'missing-environment' | 'port-in-use';
  subject: string | undefined;
  from: 'node' | 'python' | 'npm' | 'uv' | 'docker' | 'other';
  text: string;
  line: string;
}

/** Everything the doctor knows of one server. Gathered by the host; the doctor itself touches nothing. */
export interface Facts {
  name: string;
  /** As it is written in the configuration. */
  definition: ServerDefinition;
  state: SessionState;
  /** What looking at the definition says when nothing runs: the failure a start would have. */
  check: HostError | undefined;
  /** The file that the command means. */
  executable: string | undefined;
  /** Whole paths or other names that a command that was not found may have meant. */
  suggestions: readonly string[];
  /** The folder that relative paths are relative to. */
  startFolder: string;
  /** What the login shell has; undefined when it was not asked or did not answer. */
  loginShell: { executable: string | undefined; variables: readonly string[] } | undefined;
  /** Names of the variables in the environment of the host itself. */
  hostVariables: readonly string[];
  reason: StartReason | undefined;
  /** How it ended by itself in the last minutes, when it was started again since. */
  lastCrash: { exit: ExitFacts; count: number } | undefined;
  wire: WireFacts | undefined;
  /** What did not get an answer in time, for people. */
  timeouts: readonly string[];
  /** Milliseconds. */
  limits: { handshake: number; call: number };
  problems: Inventory['problems'];
  tools: { count: number; bytes: number; tokens: number };
  badSchemas: readonly { tool: string; which: 'inputSchema' | 'outputSchema'; problem: string }[];
}
