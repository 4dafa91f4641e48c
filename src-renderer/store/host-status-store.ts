import { createStore } from 'zustand/vanilla';
import type { HostApi, HostDescription, HostSnapshot } from '#contract/host-contract.ts';
import type { Connection } from '../bridge/host-link.ts';

export interface HostStatus {
  connection: Connection;
  /** False until the first snapshot: nothing is known yet. */
  ready: boolean;
  description: HostDescription | undefined;
  notices: HostSnapshot['notices'];
  traffic: { lastSeq: number; count: number };
}

/** The link to the host and what concerns the product as a whole. */
export function createHostStatusStore(host: Pick<HostApi, 'call'>) {
  const store = createStore<HostStatus>(() => ({
    connection: { phase: 'connecting' },
    ready: false,
    description: undefined,
    notices: [],
    traffic: { lastSeq: 0, count: 0 },
  }));
  return {
    store,
    set: (change: Partial<HostStatus>): void => store.setState(change),
    connectionChanged(connection: Connection): void {
      store.setState({ connection });
      if (connection.phase !== 'connected' || store.getState().description) return;
      host.call('host.describe', {}).then(
        (description) => store.setState({ description }),
        // Asked again after the next connection.
        () => undefined,
      );
    },
  };
}
