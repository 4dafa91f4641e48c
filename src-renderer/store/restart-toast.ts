import type { HostEvent } from '#contract/host-contract.ts';
import { visibleText } from '#contract/visible-text.ts';
import type { Toast } from './toast-store.ts';

/** What a restart on a changed file led to, in one sentence. */
export function restartToast(event: Extract<HostEvent, { type: 'server.restarted' }>): Omit<Toast, 'id'> {
  const { result } = event;
  const what = `${visibleText(event.server)}: ${visibleText(event.because)} changed`;
  if (result.outcome === 'failed') {
    const why = visibleText(result.error.message).slice(0, 300);
    return { kind: 'error', text: `${what}, and it did not start: ${why}` };
  }
  const parts = (['added', 'removed', 'changed'] as const).flatMap((kind) => {
    const names = result[kind];
    if (names.length === 0) return [];
    const shown = names.slice(0, 3).map((name) => visibleText(name.slice(0, 60)));
    return [`${String(names.length)} ${kind} (${shown.join(', ')}${names.length > 3 ? ', …' : ''})`];
  });
  return {
    kind: 'success',
    text: `${what}; started anew, ${parts.length === 0 ? 'the tools are the same' : `tools: ${parts.join(', ')}`}.`,
  };
}
