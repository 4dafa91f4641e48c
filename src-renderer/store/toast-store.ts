import { createStore } from 'zustand/vanilla';

/** A short message that leaves by itself, unless it is an error. */
export interface Toast {
  id: number;
  kind: 'info' | 'success' | 'error';
  text: string;
  /** For instance Undo. */
  action?: { label: string; run: () => void } | undefined;
}

export function createToastStore() {
  const store = createStore<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));
  let nextId = 1;
  return {
    store,
    show: (toast: Omit<Toast, 'id'>): number => {
      const id = nextId;
      nextId += 1;
      store.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...toast, id }] }));
      return id;
    },
    dismiss: (id: number): void => {
      store.setState(({ toasts }) => ({ toasts: toasts.filter((known) => known.id !== id) }));
    },
  };
}
