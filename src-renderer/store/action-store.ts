import { createStore } from 'zustand/vanilla';

/** Something a person can do. It has a name in the command palette and, with `keys`, a line in the shortcut list. */
export interface Action {
  id: string;
  title: string;
  /** Heading in the palette and the shortcut list. */
  group: string;
  /** Like `mod+k`, `?`, `mod+enter`; `mod` is Ctrl, or Cmd on a Mac. */
  keys?: string | undefined;
  /** False: the keys are only listed, because the control that has the focus handles them. Default true. */
  global?: boolean | undefined;
  run(): void;
}

/** What can be done right now: each view adds its actions while it is shown. */
export function createActionStore() {
  const store = createStore<{ actions: readonly Action[] }>(() => ({ actions: [] }));
  return {
    store,
    /** The function it gives back takes them away again. */
    add(more: readonly Action[]): () => void {
      store.setState(({ actions }) => ({ actions: [...actions, ...more] }));
      return () =>
        store.setState(({ actions }) => ({ actions: actions.filter((one) => !more.includes(one)) }));
    },
  };
}
