import { useStore } from 'zustand';
import type { HostApi } from '#contract/host-contract.ts';
import type { Call } from '#contract/call-state.ts';
import { useCalls, useHost, useStores } from '../../store/app-context.tsx';
import {
  createRunStore,
  workOf,
  type ResultState,
  type RunStore,
  type ToolWork,
} from '../../store/run-store.ts';

const made = new WeakMap<HostApi, RunStore>();

/** The one run store of the window: drafts and results are still there after a look at another screen. */
export function useRunStore(): RunStore {
  const host = useHost();
  const { calls } = useStores();
  const known = made.get(host) ?? createRunStore(host, calls);
  made.set(host, known);
  return known;
}

export function useToolWork(server: string, tool: string): ToolWork {
  return useStore(useRunStore(), (state) => workOf(state, server, tool));
}

/** The run whose result is shown: the one that was chosen, else the latest, which a reloaded window finds again. */
export function useShownCall(server: string, tool: string): Call | undefined {
  const { callId, refused, starting } = useToolWork(server, tool);
  const calls = useCalls();
  if (refused || starting) return undefined;
  if (callId !== undefined) return calls.find((call) => call.id === callId);
  return calls.find((call) => call.server === server && call.tool === tool);
}

export function useResult(callId: string | undefined): ResultState | undefined {
  return useStore(useRunStore(), (state) => (callId === undefined ? undefined : state.results[callId]));
}
