import type { Call } from '#contract/call-state.ts';
import type { Tone } from '../../ui/badge.tsx';

/** Why the call passed the gate or did not: “allowed by you”, “allowed by rule g7”. */
export function verdictWords(call: Call): string | undefined {
  const { verdict } = call;
  if (!verdict) return undefined;
  const by = {
    person: 'by you',
    rule: verdict.grant === undefined ? 'by a rule' : `by rule ${verdict.grant.slice(0, 8)}`,
    flag: 'by --allow',
    host: 'by Signalbox',
  }[verdict.by];
  return `${verdict.outcome} ${by}`;
}

/** How a call stands, in a word and a colour. */
export function callWords(call: Call): { word: string; tone: Tone } {
  const { state } = call;
  if (state.phase === 'waiting') return { word: 'waiting for you', tone: 'wait' };
  if (state.phase === 'running') return { word: 'running', tone: 'accent' };
  if (state.phase === 'done') {
    return state.isError ? { word: 'tool error', tone: 'stop' } : { word: 'done', tone: 'go' };
  }
  if (state.error.code === 'denied') return { word: 'denied', tone: 'stop' };
  return state.error.code === 'cancelled'
    ? { word: 'cancelled', tone: 'wait' }
    : { word: 'failed', tone: 'stop' };
}
