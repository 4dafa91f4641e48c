import { createStore } from 'zustand/vanilla';
import type { ServerState } from '#contract/server-state.ts';

/** Every server the host knows, in the host's order. */
export function createServerStore() {
  const store = createStore<{ servers: readonly ServerState[] }>(() => ({ servers: [] }));
  return {
    store,
    reset(servers: readonly ServerState[]): void {
      store.setState({ servers });
    },
    changed(server: ServerState): void {
      store.setState(({ servers }) => ({
        servers: servers.some((known) => known.name === server.name)
          ? servers.map((known) => (known.name === server.name ? server : known))
          : [...servers, server],
      }));
    },
    removed(name: string): void {
      store.setState(({ servers }) => ({ servers: servers.filter((known) => known.name !== name) }));
    },
    get(name: string): ServerState | undefined {
      return store.getState().servers.find((known) => known.name === name);
    },
  };
}
