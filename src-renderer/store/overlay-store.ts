import { createStore } from 'zustand/vanilla';

/** What lies over the window besides an approval. */
export type Overlay = 'none' | 'palette' | 'add-server' | 'shortcuts' | 'leftovers';

/**
 * `approvalsHidden`: a person put the approval dialog aside; what waits goes on waiting. `reviewing`: the approval that
 * is shown instead of the oldest one.
 */
export function createOverlayStore() {
  const store = createStore<{ overlay: Overlay; approvalsHidden: boolean; reviewing: string | undefined }>(
    () => ({
      overlay: 'none',
      approvalsHidden: false,
      reviewing: undefined,
    }),
  );
  return {
    store,
    open: (overlay: Overlay): void => store.setState({ overlay }),
    close: (): void => store.setState({ overlay: 'none' }),
    hideApprovals: (approvalsHidden: boolean): void =>
      store.setState({ approvalsHidden, reviewing: undefined }),
    review: (reviewing: string): void => store.setState({ approvalsHidden: false, reviewing }),
  };
}
