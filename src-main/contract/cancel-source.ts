import type { CancelSignal } from './host-contract.ts';

/** A {@link CancelSignal} and the means to set it off; what AbortController is, without Node and without the DOM. */
export interface CancelSource {
  readonly signal: CancelSignal;
  /** Sets the signal off. Only the first time counts. */
  cancel(): void;
}

/** Makes a {@link CancelSource}. A listener that throws does not keep the others from hearing. */
export function createCancelSource(): CancelSource {
  let aborted = false;
  const listeners = new Set<() => void>();
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_type, listener) => {
        listeners.add(listener);
      },
      removeEventListener: (_type, listener) => {
        listeners.delete(listener);
      },
    },
    cancel: () => {
      if (aborted) return;
      aborted = true;
      const heard = [...listeners];
      listeners.clear();
      for (const listener of heard) {
        try {
          listener();
        } catch {
          // The one who cancels cannot do anything about a listener's mistake.
        }
      }
    },
  };
}
