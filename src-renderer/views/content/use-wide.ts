import { useSyncExternalStore } from 'react';

const wide = globalThis.matchMedia?.('(min-width: 1120px)');

function subscribe(changed: () => void): () => void {
  wide?.addEventListener('change', changed);
  return () => wide?.removeEventListener('change', changed);
}

/** True when there is room for what is asked and what is answered side by side. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide?.matches ?? true);
}
