import { createStore } from 'zustand/vanilla';

/** What lies over the window besides an approval. */
export type Overlay = 'none' | 'palette' | 'add-server' | 'shortcuts';

/** `approvalsHidden`: a person put the approval dialog aside; what waits goes on waiting. */
export function createOverlayStore() {
  const store = createStore<{ overlay: Overlay; approvalsHidden: boolean }>(() => ({
    overlay: 'none',
    approvalsHidden: false,
  }));
  return {
    store,
    open: (overlay: Overlay): void => store.setState({ overlay }),
    close: (): void => store.setState({ overlay: 'none' }),
    hideApprovals: (approvalsHidden: boolean): void => store.setState({ approvalsHidden }),
  };
}
export type OverlayStore = ReturnType<typeof createOverlayStore>;
