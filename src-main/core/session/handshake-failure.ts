import { HostFailure } from '#contract/host-error.ts';
import type { ExitFacts } from '#contract/session-state.ts';
import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { exitInWords } from './exit-in-words.ts';
import { requestFailure } from './failures.ts';
import { knownReason } from './known-reasons.ts';
import type { SessionOptions } from './launch.ts';

/** Why a server did not get through its handshake. */
export function handshakeFailure(
  thrown: unknown,
  options: SessionOptions,
  exit: ExitFacts | undefined,
  signal: AbortSignal,
): HostFailure {
  const { server } = options;
  if (signal.aborted)
    return new HostFailure('cancelled', `Starting ${server} was cancelled.`, { cause: thrown });
  if (exit) {
    const reason = knownReason(exit.stderrTail)?.text;
    return new HostFailure(
      'exited-at-start',
      `${server} ${exitInWords(exit)}, before its handshake was done${reason ? `: ${reason}` : '. Its last words on stderr are below.'}`,
      { evidence: exit.stderrTail, cause: thrown },
    );
  }
  if (thrown instanceof SdkError && thrown.code === SdkErrorCode.RequestTimeout) {
    return new HostFailure(
      'handshake-timeout',
      `${server} did not answer \`initialize\` within ${options.handshakeTimeout / 1000} s. If it only starts slowly, raise "handshake timeout" in its settings; else look at its stderr.`,
      { cause: thrown },
    );
  }
  const network = networkReason(thrown);
  if (network !== undefined) {
    return new HostFailure(
      'unreachable',
      `${server} could not be reached (${network}). Check its address, and that it is running.`,
      { cause: thrown },
    );
  }
  if (thrown instanceof Error && /protocol version is not supported/i.test(thrown.message)) {
    return new HostFailure(
      'version-mismatch',
      `${server} speaks a protocol revision that is not supported: ${thrown.message}`,
      {
        cause: thrown,
      },
    );
  }
  const failure = requestFailure(thrown, {
    server,
    what: 'the handshake',
    timeout: options.handshakeTimeout,
    aborted: false,
  });
  if (failure.code !== 'internal') return failure;
  return new HostFailure('handshake-failed', `${server} failed in its handshake: ${failure.message}`, {
    cause: thrown,
  });
}

/** Why the network did not get through, when that is what failed: the innermost cause of a failed `fetch`. */
function networkReason(thrown: unknown): string | undefined {
  let isNetwork = false;
  let reason = '';
  for (let error = thrown; error instanceof Error; error = error.cause) {
    isNetwork ||= error.message === 'fetch failed';
    reason = error.message;
  }
  return isNetwork ? reason : undefined;
}
