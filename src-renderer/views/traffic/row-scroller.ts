import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  clampTop,
  furthestTop,
  isAtEnd,
  listHeight,
  scrollOfTop,
  tallest,
  topOfScroll,
  topThatShows,
  visibleRows,
  type ListSize,
  type RowWindow,
} from './row-window.ts';

export interface RowScrollState {
  size: ListSize;
  /** Position in pixels of the unscaled list. */
  top: number;
  window: RowWindow;
  /** True while the end is in sight: then the list stays there as it grows. */
  following: boolean;
}

/** The part of an element that is scrolled. */
export interface ScrolledElement {
  scrollTop: number;
}

export interface RowScroller extends StoreApi<RowScrollState> {
  /** Ties it to the scrolled element; undefined lets go. */
  attach: (element: ScrolledElement | undefined) => void;
  /** The list or its viewport has another size. Whoever saw the end still sees it. */
  resize: (change: Partial<ListSize>) => void;
  /** The scrollbar was moved. */
  scrolled: () => void;
  /** Moves by pixels of the unscaled list. */
  moveBy: (pixels: number) => void;
  toEnd: () => void;
  reveal: (row: number) => void;
  /** True when one pixel of the scrollbar is more than one of the list. */
  isScaled: () => boolean;
}

/** Keeps scrollbar, position and the window of rows in agreement. */
export function createRowScroller(rowHeight: number): RowScroller {
  const nothing: ListSize = { rows: 0, rowHeight, viewport: 0 };
  const store = createStore<RowScrollState>(() => ({
    size: nothing,
    top: 0,
    window: visibleRows(0, nothing),
    following: true,
  }));
  let element: ScrolledElement | undefined;
  /** Where we put the scrollbar ourselves: the event that follows says nothing new. */
  let placed: number | undefined;

  function be(size: ListSize, at: number): void {
    const top = clampTop(at, size);
    store.setState({ size, top, window: visibleRows(top, size), following: isAtEnd(top, size) });
  }
  function place(): void {
    if (!element) return;
    const { size, top } = store.getState();
    element.scrollTop = scrollOfTop(top, size);
    placed = element.scrollTop;
  }
  function goTo(top: number): void {
    be(store.getState().size, top);
    place();
  }

  return {
    ...store,
    attach(next) {
      element = next;
    },
    resize(change) {
      const { size: old, top, following } = store.getState();
      const size = { ...old, ...change };
      be(size, following ? furthestTop(size) : top);
    },
    scrolled() {
      const at = element?.scrollTop ?? 0;
      if (placed !== undefined && Math.abs(at - placed) < 1) return;
      placed = undefined;
      const { size } = store.getState();
      be(size, topOfScroll(at, size));
    },
    moveBy: (pixels) => goTo(store.getState().top + pixels),
    toEnd: () => goTo(furthestTop(store.getState().size)),
    reveal: (row) => goTo(topThatShows(row, store.getState().top, store.getState().size)),
    isScaled: () => listHeight(store.getState().size) > tallest,
  };
}

/** Where the scrollbar belongs for a state; to be set once the scrolled element has its new height. */
export function placeScrollbar(scroller: RowScroller, element: ScrolledElement): void {
  const { size, top } = scroller.getState();
  if (Math.abs(topOfScroll(element.scrollTop, size) - top) >= 1) scroller.moveBy(0);
}
