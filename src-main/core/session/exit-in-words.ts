import type { ExitFacts } from '#contract/session-state.ts';

/** How a process ended, as the end of a sentence: "exited with code 1 after 0.2 s". */
export function exitInWords(exit: ExitFacts): string {
  const after =
    exit.ranFor < 10_000 ? `${(exit.ranFor / 1000).toFixed(1)} s` : `${Math.round(exit.ranFor / 1000)} s`;
  return exit.signal === null
    ? `exited with code ${exit.code} after ${after}`
    : `was ended by ${exit.signal} after ${after}`;
}
