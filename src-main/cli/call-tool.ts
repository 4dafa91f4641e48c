import type { Approval } from '#contract/grant.ts';
import type { HostApi } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { askForApproval } from './approval-prompt.ts';
import type { CliIo } from './cli-io.ts';
import { argumentsJsonOf } from './pairs.ts';
import type { RequestOptions } from './request-options.ts';
import { UsageError } from './usage-error.ts';

/** Calls one tool through the gate; asks at the terminal when the gate does. Throws UsageError and HostFailure. */
export async function callTool(
  io: CliIo,
  api: HostApi,
  server: string,
  options: RequestOptions,
): Promise<Record<string, unknown>> {
  if (options.toolName === undefined) throw new UsageError('--tool-name is missing. tools/call needs it.');
  const { tools } = await api.call('server.inventory', { server });
  const schema = tools.find(({ name }) => name === options.toolName)?.inputSchema ?? {};
  const argumentsJson = argumentsOf(options, schema);
  const asking = new AbortController();
  const stopListening = api.listen(({ events }) => {
    for (const event of events) {
      if (event.type === 'approval.asked') void decide(io, api, event.approval, asking.signal);
      if (event.type === 'call.changed' && event.call.state.phase === 'running')
        tellProgress(io, event.call.state);
    }
  });
  try {
    const { call } = await api.call('call.start', {
      server,
      tool: options.toolName,
      argumentsJson,
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    });
    const cancel = (): void => {
      asking.abort();
      // A call that has just ended cannot be cancelled, and need not be.
      api.call('call.cancel', { callId: call.id }).catch(() => undefined);
    };
    if (io.interrupted.aborted) cancel();
    io.interrupted.addEventListener('abort', cancel, { once: true });
    const { call: ended, result } = await api.call('call.result', { callId: call.id });
    if (ended.outputCheck?.outcome === 'invalid') {
      io.err(`The result breaks the tool's outputSchema: ${ended.outputCheck.problems.join('; ')}\n`);
    }
    return result;
  } finally {
    asking.abort();
    stopListening();
  }
}

function argumentsOf(options: RequestOptions, schema: Record<string, unknown>): string {
  if (options.toolArgsJson === undefined) return argumentsJsonOf(options.toolArgs, schema);
  if (options.toolArgs.length > 0) throw new UsageError('Give --tool-arg or --tool-args-json, not both.');
  return options.toolArgsJson;
}

async function decide(io: CliIo, api: HostApi, approval: Approval, signal: AbortSignal): Promise<void> {
  const decision = await askForApproval(io, approval, signal);
  try {
    await api.call('approval.decide', { id: approval.id, decision });
  } catch (error) {
    // Settled in the meantime, by Ctrl+C or by the end of the server: the call itself says so.
    if (!(error instanceof HostFailure) || signal.aborted) return;
    if (error.code === 'too-soon') await decide(io, api, approval, signal);
    else io.err(`${error.message}\n`);
  }
}

function tellProgress(io: CliIo, state: { progress?: number | undefined; total?: number | undefined }): void {
  if (state.progress === undefined) return;
  io.err(`progress ${state.progress}${state.total === undefined ? '' : ` of ${state.total}`}\n`);
}
