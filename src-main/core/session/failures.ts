import { HostFailure } from '#contract/host-error.ts';
import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';

/** What is known when a request fails, to say why in the product's own words. */
export interface FailureContext {
  server: string;
  what: string;
  timeout: number;
  /** True when the asking side gave up. */
  aborted: boolean;
  /** Set by the transport when the answer could not be read. */
  unreadable?: HostFailure | undefined;
  /** Set when the process has ended: how, in words, with its last stderr lines. */
  ended?: { text: string; evidence: string[] } | undefined;
}

/** Turns what the client library throws into a failure of the closed list. */
export function requestFailure(thrown: unknown, context: FailureContext): HostFailure {
  const { server, what } = context;
  if (thrown instanceof HostFailure) return thrown;
  if (context.unreadable) return context.unreadable;
  if (context.aborted) return new HostFailure('cancelled', `${what} was cancelled.`, { cause: thrown });
  if (thrown instanceof ProtocolError) {
    const data = thrown.data === undefined ? {} : { data: thrown.data };
    return new HostFailure(
      'protocol-error',
      `${server} answered ${what} with error ${thrown.code}: ${thrown.message}`,
      {
        rpc: { code: thrown.code, ...data },
        cause: thrown,
      },
    );
  }
  if (thrown instanceof SdkHttpError) {
    return new HostFailure('unreachable', `${server} could not be reached: ${thrown.message}`, {
      cause: thrown,
    });
  }
  if (thrown instanceof SdkError) return sdkFailure(thrown, context);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (context.ended)
    return new HostFailure('server-exited', `${server} ${context.ended.text}.`, {
      evidence: context.ended.evidence,
      cause: thrown,
    });
  return new HostFailure('internal', `${what} failed: ${message}`, { cause: thrown });
}

function sdkFailure(thrown: SdkError, context: FailureContext): HostFailure {
  const { server, what } = context;
  switch (thrown.code) {
    case SdkErrorCode.RequestTimeout:
      return new HostFailure(
        'call-timeout',
        `${server} did not answer ${what} within ${context.timeout / 1000} s. Give it more time in the server's settings, or look at its log.`,
        { cause: thrown },
      );
    case SdkErrorCode.ConnectionClosed:
    case SdkErrorCode.NotConnected:
      return new HostFailure(
        'server-exited',
        `${server} ${context.ended?.text ?? 'closed the connection'} before it answered ${what}. Start it again, then repeat the call.`,
        { evidence: context.ended?.evidence, cause: thrown },
      );
    case SdkErrorCode.MethodNotSupportedByProtocolVersion:
    case SdkErrorCode.CapabilityNotSupported:
      return new HostFailure('version-mismatch', `${server} cannot do ${what}: ${thrown.message}`, {
        cause: thrown,
      });
    case SdkErrorCode.InvalidResult:
    case SdkErrorCode.UnsupportedResultType:
      return new HostFailure(
        'invalid-message',
        `${server} answered ${what} with a result that breaks the specification: ${thrown.message.slice(0, 600)}`,
        { cause: thrown },
      );
    default:
      return new HostFailure('handshake-failed', `${server}: ${thrown.message}`, { cause: thrown });
  }
}
