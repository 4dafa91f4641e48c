import { createStore } from 'zustand/vanilla';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { HostApi } from '#contract/host-contract.ts';
import type { Inventory } from '#contract/inventory.ts';

/** What is known of one server's lists. */
export interface InventoryEntry {
  inventory: Inventory | undefined;
  loading: boolean;
  error: HostError | undefined;
}

const unknown: InventoryEntry = { inventory: undefined, loading: false, error: undefined };

/**
 * The lists of the servers that someone looks at. `want` marks a server; from then on its lists are fetched again
 * each time the host says that their revision has grown.
 */
export function createInventoryStore(host: Pick<HostApi, 'call'>) {
  const store = createStore<{ byServer: Readonly<Record<string, InventoryEntry>> }>(() => ({ byServer: {} }));
  const wanted = new Set<string>();
  const revisions = new Map<string, number>();

  function put(server: string, change: Partial<InventoryEntry>): void {
    store.setState(({ byServer }) => ({
      byServer: { ...byServer, [server]: { ...(byServer[server] ?? unknown), ...change } },
    }));
  }

  async function load(server: string, command: 'server.inventory' | 'server.refresh'): Promise<void> {
    put(server, { loading: true });
    try {
      const inventory = await host.call(command, { server });
      const held = store.getState().byServer[server]?.inventory;
      const newer = !held || inventory.revision >= held.revision;
      put(server, { ...(newer ? { inventory } : {}), loading: false, error: undefined });
    } catch (thrown) {
      put(server, { loading: false, error: toHostError(thrown) });
    }
  }

  function loadWhenStale(server: string): void {
    const revision = revisions.get(server) ?? 0;
    const entry = store.getState().byServer[server];
    if (revision === 0 || entry?.loading === true) return;
    if ((entry?.inventory?.revision ?? 0) >= revision) return;
    void load(server, 'server.inventory').then(() => {
      // It may have grown again while it was fetched; a failure waits for the next change.
      if (store.getState().byServer[server]?.error === undefined) loadWhenStale(server);
    });
  }

  return {
    store,
    want(server: string): void {
      wanted.add(server);
      loadWhenStale(server);
    },
    /** Tell the revision the host announced. */
    announced(server: string, revision: number): void {
      revisions.set(server, revision);
      if (wanted.has(server)) loadWhenStale(server);
    },
    removed(server: string): void {
      wanted.delete(server);
      revisions.delete(server);
      store.setState(({ byServer }) => {
        const { [server]: _gone, ...rest } = byServer;
        return { byServer: rest };
      });
    },
    /** Asks the server itself for its lists again. */
    refresh: (server: string): Promise<void> => load(server, 'server.refresh'),
  };
}
