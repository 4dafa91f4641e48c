import { createStore } from 'zustand/vanilla';
import type { HostApi } from '#contract/host-contract.ts';
import type { MeterSample, ServerMeter } from '#contract/meters.ts';

/** What is known of one server: its latest meter, and its samples, oldest first. */
export interface MeterEntry {
  latest: ServerMeter | undefined;
  samples: readonly MeterSample[];
}

/** Ten minutes, at a sample every two seconds. */
const kept = 300;

/** What every server uses and does, as the host measures it. */
export function createMeterStore(host: Pick<HostApi, 'call'>) {
  const store = createStore<{ byServer: Readonly<Record<string, MeterEntry>> }>(() => ({ byServer: {} }));
  const asked = new Set<string>();

  return {
    store,
    metered(meters: readonly ServerMeter[]): void {
      store.setState(({ byServer }) => {
        const next = { ...byServer };
        for (const meter of meters) {
          const samples = byServer[meter.server]?.samples ?? [];
          next[meter.server] = { latest: meter, samples: [...samples.slice(1 - kept), meter] };
        }
        return { byServer: next };
      });
    },
    /** Fetches what was measured before this window opened, once. */
    async wantHistory(server: string): Promise<void> {
      if (asked.has(server)) return;
      asked.add(server);
      try {
        const { samples } = await host.call('meters.history', { server });
        store.setState(({ byServer }) => {
          const known = byServer[server];
          const first = known?.samples[0]?.time ?? Infinity;
          const earlier = samples.filter((sample) => sample.time < first);
          const entry = {
            latest: known?.latest,
            samples: [...earlier, ...(known?.samples ?? [])].slice(-kept),
          };
          return { byServer: { ...byServer, [server]: entry } };
        });
      } catch {
        // Asked again when it is looked at the next time.
        asked.delete(server);
      }
    },
    removed(server: string): void {
      asked.delete(server);
      store.setState(({ byServer }) => {
        const { [server]: _gone, ...rest } = byServer;
        return { byServer: rest };
      });
    },
    /** After a gap: what was missed is fetched anew. */
    reset(): void {
      asked.clear();
      store.setState({ byServer: {} });
    },
  };
}
