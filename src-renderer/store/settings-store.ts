import { createStore } from 'zustand/vanilla';
import type { HostApi, Params, Settings } from '#contract/host-contract.ts';

/** Milliseconds in which further changes of a pane's size are gathered into one command. */
const layoutDelay = 400;

/** Settings as the host holds them; a change shows at once and is remembered by the host. */
export function createSettingsStore(host: Pick<HostApi, 'call'>) {
  const store = createStore<{ settings: Settings }>(() => ({
    settings: { theme: 'system', layout: {}, trafficLimit: 1_000_000 },
  }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Sizes that the host does not know yet. Only these are sent: another window may have changed the others. */
  let unsent: Record<string, number> = {};

  async function send(change: Params<'settings.change'>): Promise<void> {
    store.setState(({ settings }) => ({
      settings: {
        theme: change.theme ?? settings.theme,
        layout: { ...settings.layout, ...change.layout },
        trafficLimit: change.trafficLimit ?? settings.trafficLimit,
      },
    }));
    await host.call('settings.change', change);
  }

  return {
    store,
    reset(settings: Settings): void {
      // A size that is being dragged must not jump back to what the host still believes.
      store.setState({ settings: { ...settings, layout: { ...settings.layout, ...unsent } } });
    },
    change: send,
    setLayout(key: string, size: number): void {
      store.setState(({ settings }) => ({
        settings: { ...settings, layout: { ...settings.layout, [key]: size } },
      }));
      unsent[key] = size;
      clearTimeout(timer);
      timer = setTimeout(() => {
        const layout = unsent;
        unsent = {};
        // A lost size is not worth a message; the next drag sends it again.
        send({ layout }).catch(() => undefined);
      }, layoutDelay);
    },
  };
}
