import { createStore } from 'zustand/vanilla';
import type { Grant } from '#contract/grant.ts';
import type { HostApi } from '#contract/host-contract.ts';

/** Every rule. */
export function createGrantStore(host: Pick<HostApi, 'call'>) {
  const store = createStore<{ grants: readonly Grant[] }>(() => ({ grants: [] }));
  return {
    store,
    reset(grants: readonly Grant[]): void {
      store.setState({ grants });
    },
    async revoke(id: string): Promise<void> {
      await host.call('rule.revoke', { id });
    },
  };
}
