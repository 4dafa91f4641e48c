import type { EventBatch, HostApi } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';

/** A hand-written host for the tests of the bridge: it answers a few commands and remembers what it was asked. */
export interface SmallHost extends HostApi {
  readonly asked: { command: string; params: unknown }[];
  readonly cancelled: string[];
  readonly listening: () => number;
  announce(batch: EventBatch): void;
}

/** `answers`: what a command gives back; a function may throw; `'never'` waits until it is cancelled. */
export function createSmallHost(answers: Record<string, 'never' | (() => unknown)>): SmallHost {
  const listeners = new Set<(batch: EventBatch) => void>();
  const asked: SmallHost['asked'] = [];
  const cancelled: string[] = [];
  return {
    asked,
    cancelled,
    listening: () => listeners.size,
    announce: (batch) => {
      for (const listener of listeners) listener(batch);
    },
    call(command, params, options) {
      asked.push({ command, params });
      const answer = answers[command];
      return new Promise((resolve, reject) => {
        if (answer === 'never') {
          options?.signal?.addEventListener('abort', () => {
            cancelled.push(command);
            reject(new HostFailure('cancelled', 'It was cancelled.'));
          });
          return;
        }
        // The tests hand in whatever they want to see refused.
        resolve((answer ? answer() : {}) as never);
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
