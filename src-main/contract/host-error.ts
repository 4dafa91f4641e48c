import { z } from 'zod';

/**
 * The closed list of failure codes. Every failure that crosses the contract carries one of these codes
 * and one sentence for people that says what to do next.
 */
export const hostErrorCodes = [
  // the request itself
  'bad-request',
  'unknown-command',
  'unknown-server',
  'unknown-call',
  'unknown-approval',
  'unknown-rule',
  'unknown-record',
  'unknown-tool',
  'not-supported-by-shell',
  // configuration
  'name-taken',
  'bad-definition',
  'nothing-to-import',
  'config-unreadable',
  'config-unwritable',
  'missing-variable',
  // starting a server
  'command-not-found',
  'not-executable',
  'bad-working-directory',
  'script-not-found',
  'spawn-failed',
  'exited-at-start',
  'handshake-timeout',
  'handshake-failed',
  'version-mismatch',
  'unreachable',
  'crash-loop',
  // talking to a server
  'server-not-running',
  'server-exited',
  'call-timeout',
  'cancelled',
  'protocol-error',
  'invalid-message',
  'message-too-large',
  'message-too-deep',
  'stopped-reading',
  'list-too-long',
  'invalid-arguments',
  'schema-too-costly',
  // the gate
  'approval-required',
  'denied',
  'definition-changed',
  'too-soon',
  'already-decided',
  'bytes-differ',
  // the machine
  'storage-failed',
  'connection-lost',
  'internal',
] as const;

export type HostErrorCode = (typeof hostErrorCodes)[number];

/** A failure as it crosses the contract. `message` is a sentence for people; `detail` is for programs. */
export const hostErrorSchema = z.object({
  code: z.enum(hostErrorCodes),
  message: z.string(),
  /** The JSON-RPC error of the server when `code` is `protocol-error`. */
  rpc: z.object({ code: z.number(), data: z.unknown().optional() }).optional(),
  /** Evidence: short lines, for instance the last lines of stderr. */
  evidence: z.array(z.string()).optional(),
});

export type HostError = z.infer<typeof hostErrorSchema>;

/** The one error class of the product: a {@link HostError} that can be thrown. */
export class HostFailure extends Error {
  readonly code: HostErrorCode;
  readonly rpc: HostError['rpc'];
  readonly evidence: string[] | undefined;

  constructor(
    code: HostErrorCode,
    message: string,
    more: { rpc?: HostError['rpc']; evidence?: string[] | undefined; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'HostFailure';
    this.code = code;
    this.rpc = more.rpc;
    this.evidence = more.evidence;
  }

  /** The plain value that crosses the contract. */
  toHostError(): HostError {
    return {
      code: this.code,
      message: this.message,
      ...(this.rpc ? { rpc: this.rpc } : {}),
      ...(this.evidence ? { evidence: this.evidence } : {}),
    };
  }

  static from(error: HostError): HostFailure {
    return new HostFailure(error.code, error.message, { rpc: error.rpc, evidence: error.evidence });
  }
}

/** Turns anything thrown into a {@link HostError}; what is not ours becomes `internal`. */
export function toHostError(thrown: unknown): HostError {
  if (thrown instanceof HostFailure) return thrown.toHostError();
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
