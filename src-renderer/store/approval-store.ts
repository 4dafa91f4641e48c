import { createStore } from 'zustand/vanilla';
import type { Approval, Decision } from '#contract/grant.ts';
import type { HostApi } from '#contract/host-contract.ts';

/** Tool calls that wait for a person, oldest first. */
export function createApprovalStore(host: Pick<HostApi, 'call'>) {
  const store = createStore<{ waiting: readonly Approval[] }>(() => ({ waiting: [] }));
  return {
    store,
    reset(waiting: readonly Approval[]): void {
      store.setState({ waiting });
    },
    asked(approval: Approval): void {
      store.setState(({ waiting }) => ({
        waiting: [...waiting.filter((known) => known.id !== approval.id), approval],
      }));
    },
    settled(id: string): void {
      store.setState(({ waiting }) => ({ waiting: waiting.filter((known) => known.id !== id) }));
    },
    /** Names the request by id only: what is sent is what the host holds (law 8). */
    async decide(id: string, decision: Decision): Promise<void> {
      await host.call('approval.decide', { id, decision });
    },
    async denyAll(server: string): Promise<number> {
      return (await host.call('approval.denyAll', { server })).denied;
    },
  };
}
