import type { HostErrorCode } from '#contract/host-error.ts';

/** What the exit code of `signalbox` means; `--help` says the same. */
export const exitCodes = {
  ok: 0,
  toolError: 1,
  usage: 2,
  notAllowed: 3,
  unreachable: 4,
  protocol: 5,
  /** As shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;

/** The exit code for a failure of the host. */
export function exitCodeOf(code: HostErrorCode): number {
  switch (code) {
    case 'bad-request':
    case 'unknown-command':
    case 'unknown-server':
    case 'unknown-call':
    case 'unknown-approval':
    case 'unknown-rule':
    case 'unknown-record':
    case 'unknown-tool':
    case 'not-supported-by-shell':
    case 'name-taken':
    case 'bad-definition':
    case 'nothing-to-import':
    case 'config-unreadable':
    case 'config-unwritable':
    case 'missing-variable':
    case 'invalid-arguments':
      return exitCodes.usage;
    case 'approval-required':
    case 'denied':
    case 'definition-changed':
    case 'too-soon':
    case 'already-decided':
    case 'bytes-differ':
      return exitCodes.notAllowed;
    case 'command-not-found':
    case 'not-executable':
    case 'bad-working-directory':
    case 'script-not-found':
    case 'spawn-failed':
    case 'exited-at-start':
    case 'handshake-timeout':
    case 'handshake-failed':
    case 'version-mismatch':
    case 'unreachable':
    case 'crash-loop':
    case 'server-not-running':
      return exitCodes.unreachable;
    case 'server-exited':
    case 'call-timeout':
    case 'cancelled':
    case 'protocol-error':
    case 'invalid-message':
    case 'message-too-large':
    case 'message-too-deep':
    case 'stopped-reading':
    case 'list-too-long':
    case 'schema-too-costly':
    case 'storage-failed':
    case 'connection-lost':
    case 'internal':
      return exitCodes.protocol;
  }
}
