import type { Caller } from '#contract/grant.ts';

/** Who asks, after "asked". */
export const callerWords: Record<Caller, string> = {
  window: 'by you, in a window',
  cli: 'by the command line',
  replay: 'by a replay',
  gateway: 'by an application behind the gateway',
};
