import { useCallback, useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createRowScroller, placeScrollbar, type RowScroller, type RowScrollState } from './row-scroller.ts';

export interface RowScroll extends RowScrollState {
  scroller: RowScroller;
  /** For the `ref` of the scrolled element. */
  attach: (element: HTMLDivElement) => () => void;
}

/** A list of `rows` equal rows in a scrolled element, below a header that stays in sight. */
export function useRowScroll(rows: number, rowHeight: number, headerHeight: number): RowScroll {
  const [scroller] = useState(() => createRowScroller(rowHeight));
  const [element, setElement] = useState<HTMLDivElement>();
  const state = useStore(scroller);

  useLayoutEffect(() => scroller.resize({ rows }), [scroller, rows]);
  useLayoutEffect(() => {
    if (element && state.size.rows > 0) placeScrollbar(scroller, element);
  }, [scroller, element, state]);

  const attach = useCallback(
    (element: HTMLDivElement) => {
      const resize = (): void =>
        scroller.resize({ viewport: Math.max(0, element.clientHeight - headerHeight) });
      const observer = new ResizeObserver(resize);
      // Where the scrollbar is scaled, the wheel must still move by rows.
      const onWheel = (event: WheelEvent): void => {
        if (!scroller.isScaled() || event.ctrlKey || event.deltaY === 0) return;
        event.preventDefault();
        scroller.moveBy(event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1));
      };
      scroller.attach(element);
      resize();
      observer.observe(element);
      element.addEventListener('wheel', onWheel, { passive: false });
      setElement(element);
      return () => {
        observer.disconnect();
        element.removeEventListener('wheel', onWheel);
        scroller.attach(undefined);
        setElement(undefined);
      };
    },
    [scroller, rowHeight, headerHeight],
  );
  return { ...state, scroller, attach };
}
