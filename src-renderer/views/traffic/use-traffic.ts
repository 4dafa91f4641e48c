import { useStore } from 'zustand';
import { useHost, useStores } from '../../store/app-context.tsx';
import type { Stores } from '../../store/create-stores.ts';
import type { HostApi } from '#contract/host-contract.ts';
import { createTrafficStore, type TrafficState, type TrafficStore } from '../../store/traffic-store.ts';

const made = new WeakMap<HostApi, TrafficStore>();

function trafficOf(host: HostApi, stores: Stores): TrafficStore {
  const known = made.get(host);
  if (known) return known;
  const traffic = createTrafficStore(host);
  made.set(host, traffic);
  // After a gap, what was announced meanwhile is not announced again.
  stores.status.store.subscribe(({ connection }, before) => {
    if (connection.phase === 'connected' && before.connection.phase !== 'connected') traffic.refresh();
  });
  return traffic;
}

/** The one traffic store of the window: dock and page show the same place, filter and selection. */
export function useTrafficStore(): TrafficStore {
  return trafficOf(useHost(), useStores());
}

export function useTraffic<T>(select: (state: TrafficState) => T): T {
  return useStore(useTrafficStore(), select);
}
