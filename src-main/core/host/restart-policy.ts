import { HostFailure } from '#contract/host-error.ts';

/** What to do after a server ended without being asked to. Delay in milliseconds. */
export type RestartAdvice =
  { restart: true; delay: number } | { restart: false; failure: HostFailure | undefined };

const delays = [0, 1000, 2000, 4000, 8000];
const jitter = 0.2;
const healthyAfter = 60_000;
const crashWindow = 180_000;
const crashLimit = 5;

/** Decides about restarts of one server: back-off, and an end to it. */
export interface RestartPolicy {
  /** The server ended by itself. `ranFor`: milliseconds since its handshake; undefined when it never got through one. */
  ended(ranFor: number | undefined, evidence: string[]): RestartAdvice;
  /** A person started it: what was before does not count. */
  reset(): void;
}

/**
 * Back-off of 0, 1, 2, 4, 8 s ± 20 %, anew after 60 s in good health. The fifth crash within three minutes ends it, and
 * a server that never got through its handshake is restarted at most once. Times come from a monotonic clock.
 */
export function createRestartPolicy(
  server: string,
  clock: () => number = () => performance.now(),
  random: () => number = Math.random,
): RestartPolicy {
  let crashes: number[] = [];
  let step = 0;
  let withoutHandshake = 0;

  return {
    ended(ranFor, evidence) {
      const now = clock();
      crashes = [...crashes.filter((time) => now - time < crashWindow), now];
      if (ranFor === undefined) {
        withoutHandshake += 1;
        if (withoutHandshake > 1) return { restart: false, failure: undefined };
      } else {
        withoutHandshake = 0;
        if (ranFor >= healthyAfter) step = 0;
      }
      if (crashes.length >= crashLimit) {
        return {
          restart: false,
          failure: new HostFailure(
            'crash-loop',
            `${server} crashed ${crashes.length} times within 3 minutes and is left stopped. Look at its last words, mend it, then start it.`,
            { evidence },
          ),
        };
      }
      const base = delays[Math.min(step, delays.length - 1)] ?? 0;
      step += 1;
      return { restart: true, delay: base * (1 + jitter * (2 * random() - 1)) };
    },
    reset() {
      crashes = [];
      step = 0;
      withoutHandshake = 0;
    },
  };
}
