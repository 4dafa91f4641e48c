import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

/** A view whose code is fetched when it is first shown, or before that, when `fetchNow` is called. */
export interface LateView<Props> {
  (props: Props): ReactNode;
  /** Fetches the code ahead of need. A failure is told only when the view is shown. */
  fetchNow(this: void): void;
}

/**
 * Like React's `lazy`, with two differences that people feel: a view whose code is there already is drawn at once, and
 * one whose code comes later is drawn the moment it comes (React holds it back for up to 300 ms).
 */
export function lateView<Props extends object>(load: () => Promise<ComponentType<Props>>): LateView<Props> {
  let there: ComponentType<Props> | undefined;
  let coming: Promise<ComponentType<Props>> | undefined;

  function fetchOnce(): Promise<ComponentType<Props>> {
    coming ??= load().then(
      (view) => (there = view),
      (thrown: unknown) => {
        coming = undefined;
        throw thrown;
      },
    );
    return coming;
  }

  function Late(props: Props): ReactNode {
    const [view, setView] = useState<ComponentType<Props> | undefined>(() => there);
    const [failure, setFailure] = useState<unknown>();
    useEffect(() => {
      if (view) return undefined;
      let current = true;
      fetchOnce().then(
        (came) => current && setView(() => came),
        (thrown: unknown) => current && setFailure(thrown),
      );
      return () => {
        current = false;
      };
    }, [view]);
    // Caught by the nearest CatchFailure, which offers to try again.
    if (failure !== undefined) throw failure;
    if (!view) return <div aria-busy="true" className="min-h-0 flex-1" />;
    const View = view;
    return <View {...props} />;
  }

  return Object.assign(Late, {
    fetchNow: () => {
      fetchOnce().catch(() => undefined);
    },
  });
}
