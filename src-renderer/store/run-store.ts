import type { HostApi } from '#contract/host-contract.ts';
import type { CallToolResult } from '#contract/inventory.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallStore } from './call-store.ts';

/** What a person is doing with one tool. */
export interface ToolWork {
  /** The arguments as typed; undefined until touched. */
  draft: string | undefined;
  /** The run whose result is shown. */
  callId: string | undefined;
  /** The host did not even take the call. */
  refused: HostError | undefined;
  /** A call is on its way to the host. */
  starting: boolean;
  /** Milliseconds until a run is given up; undefined leaves it to the server's settings. */
  timeout: number | undefined;
}

/** A result as the window has it. `loading`: asked for and not there yet. */
export type ResultState =
  { phase: 'loading' } | { phase: 'here'; result: CallToolResult } | { phase: 'failed'; error: HostError };

export interface RunState {
  work: Readonly<Record<string, ToolWork>>;
  results: Readonly<Record<string, ResultState>>;
}

export interface RunStore extends StoreApi<RunState> {
  setDraft: (server: string, tool: string, text: string) => void;
  setTimeout: (server: string, tool: string, timeout: number | undefined) => void;
  /** Shows the result of an earlier run. */
  showCall: (server: string, tool: string, callId: string) => void;
  run: (server: string, tool: string, argumentsJson: string) => Promise<void>;
  cancel: (callId: string) => Promise<void>;
  /** Fetches the result of a finished call, once. */
  wantResult: (callId: string) => void;
}

/** Results kept in the window; older ones are fetched from the host again when they are looked at. */
const keptResults = 8;

const untouched: ToolWork = {
  draft: undefined,
  callId: undefined,
  refused: undefined,
  starting: false,
  timeout: undefined,
};

/** Names the work on one tool of one server. */
export function workKey(server: string, tool: string): string {
  return JSON.stringify([server, tool]);
}

/** The work on a tool, or what it is before anything was done. */
export function workOf(state: RunState, server: string, tool: string): ToolWork {
  return state.work[workKey(server, tool)] ?? untouched;
}

/** Drafts, runs and results of the tools. The calls themselves live in the host and in the call store. */
export function createRunStore(
  host: Pick<HostApi, 'call'>,
  calls: Pick<CallStore, 'get' | 'changed'>,
): RunStore {
  const store = createStore<RunState>(() => ({ work: {}, results: {} }));

  function put(server: string, tool: string, change: Partial<ToolWork>): void {
    const key = workKey(server, tool);
    store.setState((state) => ({
      work: { ...state.work, [key]: { ...workOf(state, server, tool), ...change } },
    }));
  }
  function putResult(callId: string, result: ResultState): void {
    store.setState(({ results }) => {
      const { [callId]: _old, ...others } = results;
      return {
        results: Object.fromEntries([...Object.entries(others).slice(1 - keptResults), [callId, result]]),
      };
    });
  }

  return {
    ...store,
    setDraft: (server, tool, draft) => put(server, tool, { draft }),
    setTimeout: (server, tool, timeout) => put(server, tool, { timeout }),
    showCall: (server, tool, callId) => put(server, tool, { callId, refused: undefined }),
    async run(server, tool, argumentsJson) {
      put(server, tool, { starting: true, refused: undefined });
      try {
        const { timeout } = workOf(store.getState(), server, tool);
        const { call } = await host.call('call.start', {
          server,
          tool,
          argumentsJson,
          ...(timeout === undefined ? {} : { timeout }),
        });
        // Its events may have come before this answer; they are newer.
        if (!calls.get(call.id)) calls.changed(call);
        put(server, tool, { callId: call.id, starting: false });
      } catch (thrown) {
        put(server, tool, { refused: toHostError(thrown), callId: undefined, starting: false });
      }
    },
    async cancel(callId) {
      await host.call('call.cancel', { callId });
    },
    wantResult(callId) {
      const known = store.getState().results[callId];
      if (known && known.phase !== 'failed') return;
      putResult(callId, { phase: 'loading' });
      host.call('call.result', { callId }).then(
        ({ result }) => putResult(callId, { phase: 'here', result }),
        (thrown: unknown) => putResult(callId, { phase: 'failed', error: toHostError(thrown) }),
      );
    },
  };
}
