import { HostFailure } from '#contract/host-error.ts';
import type { ExitFacts } from '#contract/session-state.ts';
import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { exitInWords } from './exit-in-words.ts';
import { requestFailure } from './failures.ts';
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
    const reason = reasonInStderr(exit.stderrTail);
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

const knownReasons: { pattern: RegExp; say(match: RegExpExecArray): string }[] = [
  {
    pattern: /Cannot find (?:module|package) '([^']+)'/,
    say: (m) =>
      `Node did not find the module ${m[1]}. Install it where the server runs, or correct the path of the script.`,
  },
  {
    pattern: /ModuleNotFoundError: No module named '([^']+)'/,
    say: (m) =>
      `Python did not find the module ${m[1]}. Install it in the environment that the command uses.`,
  },
  {
    pattern: /EADDRINUSE.*?(\d+)?$/,
    say: (m) =>
      `the port${m[1] ? ` ${m[1]}` : ''} it wants is in use. End the other process or give it another port.`,
  },
  {
    pattern:
      /\b([A-Z][A-Z0-9_]{2,})\b[^\n]{0,60}\b(?:is required|must be set|not set|is missing|environment variable)/,
    say: (m) => `it wants the environment variable ${m[1]}. Add it under "env".`,
  },
  {
    pattern:
      /(?:[Mm]issing|[Rr]equires?d?|set)[^\n]{0,40}environment variable[^\n]{0,20}\b([A-Z][A-Z0-9_]{2,})\b/,
    say: (m) => `it wants the environment variable ${m[1]}. Add it under "env".`,
  },
];

function reasonInStderr(lines: string[]): string | undefined {
  for (const line of lines) {
    for (const { pattern, say } of knownReasons) {
      const match = pattern.exec(line);
      if (match) return say(match);
    }
  }
  return undefined;
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
