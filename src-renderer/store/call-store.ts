import { createStore } from 'zustand/vanilla';
import type { Call } from '#contract/call-state.ts';

/** As many calls as the host gives in its snapshot, and some more. */
const kept = 500;

/** The latest tool calls, newest first. */
export function createCallStore() {
  const store = createStore<{ calls: readonly Call[] }>(() => ({ calls: [] }));
  return {
    store,
    reset(calls: readonly Call[]): void {
      store.setState({ calls });
    },
    changed(call: Call): void {
      store.setState(({ calls }) => {
        const at = calls.findIndex((known) => known.id === call.id);
        return { calls: at >= 0 ? calls.with(at, call) : [call, ...calls].slice(0, kept) };
      });
    },
    get(id: string): Call | undefined {
      return store.getState().calls.find((known) => known.id === id);
    },
  };
}
export type CallStore = ReturnType<typeof createCallStore>;
