import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Call } from '#contract/call-state.ts';
import type { Approval, Grant } from '#contract/grant.ts';
import type { HostApi, Settings } from '#contract/host-contract.ts';
import type { ServerState } from '#contract/server-state.ts';
import type { Action } from './action-store.ts';
import type { Stores } from './create-stores.ts';
import type { HostStatus } from './host-status-store.ts';
import type { InventoryEntry } from './inventory-store.ts';
import type { MeterEntry } from './meter-store.ts';
import type { Route } from './route.ts';
import type { Toast } from './toast-store.ts';

interface App {
  host: HostApi;
  stores: Stores;
}

const AppContext = createContext<App | undefined>(undefined);

/** Gives every view the host and the stores. */
export function AppProvider({ app, children }: { app: App; children: ReactNode }): ReactNode {
  return <AppContext value={app}>{children}</AppContext>;
}

function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('A view was drawn outside of AppProvider.');
  return app;
}

/** Commands (`call`) and events (`listen`) of the host; survives reconnects. */
export const useHost = (): HostApi => useApp().host;

/** The stores themselves, for their functions. */
export const useStores = (): Stores => useApp().stores;

/** What concerns the product as a whole: connection, description, notices, count of traffic. */
export function useHostStatus<T>(select: (status: HostStatus) => T): T {
  return useStore(useStores().status.store, select);
}

export const useServers = (): readonly ServerState[] =>
  useStore(useStores().servers.store, (state) => state.servers);

export function useServer(name: string): ServerState | undefined {
  return useStore(useStores().servers.store, (state) => state.servers.find((server) => server.name === name));
}

const nothingYet: InventoryEntry = { inventory: undefined, loading: false, error: undefined };

/** The lists of one server, kept current while someone looks. */
export function useInventory(server: string): InventoryEntry {
  const { inventories } = useStores();
  useEffect(() => inventories.want(server), [inventories, server]);
  return useStore(inventories.store, (state) => state.byServer[server] ?? nothingYet);
}

const neverMeasured: MeterEntry = { latest: undefined, samples: [] };

/** What a server uses and does. */
export const useMeters = (server: string): MeterEntry =>
  useStore(useStores().meters.store, (state) => state.byServer[server] ?? neverMeasured);

export const useApprovals = (): readonly Approval[] =>
  useStore(useStores().approvals.store, (state) => state.waiting);

export const useGrants = (): readonly Grant[] => useStore(useStores().grants.store, (state) => state.grants);

export const useCalls = (): readonly Call[] => useStore(useStores().calls.store, (state) => state.calls);

export const useSettings = (): Settings => useStore(useStores().settings.store, (state) => state.settings);

/** A remembered size: what it is, and how to change it. Fits `SplitPane`'s `size` and `onSize`. */
export function useLayoutSize(key: string, fallback: number): [number, (size: number) => void] {
  const { settings } = useStores();
  const size = useStore(settings.store, (state) => state.settings.layout[key]) ?? fallback;
  const change = useCallback((next: number) => settings.setLayout(key, next), [settings, key]);
  return [size, change];
}

export const useRoute = (): Route => useStore(useStores().navigation.store, (state) => state.route);

/** Goes somewhere. */
export const useNavigate = (): ((route: Route) => void) => useStores().navigation.navigate;

/** Shows a short message; the number it gives back can be given to `stores.toasts.dismiss`. */
export const useToast = (): ((toast: Omit<Toast, 'id'>) => number) => useStores().toasts.show;

/**
 * Offers actions in the palette and the shortcut list while the view is shown. `make` is called again when one of
 * `needs` changes.
 */
export function useActions(make: () => readonly Action[], needs: readonly unknown[]): void {
  const { actions } = useStores();
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the caller states what the actions depend on
  const made = useMemo(make, needs);
  useEffect(() => actions.add(made), [actions, made]);
}
