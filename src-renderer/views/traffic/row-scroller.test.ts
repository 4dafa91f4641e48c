import { describe, expect, it } from 'vitest';
import { createRowScroller, placeScrollbar } from './row-scroller.ts';
import { spacerHeight } from './row-window.ts';

function scrolled(rows: number) {
  const scroller = createRowScroller(22);
  const element = { scrollTop: 0 };
  scroller.attach(element);
  scroller.resize({ rows, viewport: 220 });
  placeScrollbar(scroller, element);
  return {
    scroller,
    element,
    drag: (scrollTop: number) => {
      element.scrollTop = scrollTop;
      scroller.scrolled();
    },
  };
}

describe('scrolling a growing list', () => {
  it('begins at the end and stays there', () => {
    const { scroller, element } = scrolled(100);
    expect(scroller.getState()).toMatchObject({ following: true, window: { first: 90, end: 100 } });
    scroller.resize({ rows: 150 });
    placeScrollbar(scroller, element);
    expect(scroller.getState().window.end).toBe(150);
    expect(element.scrollTop).toBe(150 * 22 - 220);
  });

  it('stays where a person is who scrolled away, and follows again from the end', () => {
    const { scroller, drag } = scrolled(100);
    drag(440);
    scroller.resize({ rows: 5000 });
    expect(scroller.getState()).toMatchObject({ following: false, window: { first: 20 } });
    scroller.toEnd();
    expect(scroller.getState()).toMatchObject({ following: true, window: { end: 5000 } });
  });

  it('moves by rows where the scrollbar is scaled', () => {
    const { scroller } = scrolled(3_000_000);
    expect(scroller.isScaled()).toBe(true);
    scroller.reveal(1_000_000);
    const before = scroller.getState().window.first;
    scroller.moveBy(22);
    expect(scroller.getState().window.first).toBe(before + 1);
  });

  it('does not take its own placing of the scrollbar for a move of a person', () => {
    const { scroller } = scrolled(3_000_000);
    scroller.reveal(1_234_567);
    const { top } = scroller.getState();
    scroller.scrolled();
    expect(scroller.getState().top).toBe(top);
  });

  it('reaches every end by dragging, at three million rows', () => {
    const { scroller, drag } = scrolled(3_000_000);
    drag(0);
    expect(scroller.getState().window.first).toBe(0);
    drag(spacerHeight(scroller.getState().size) - 220);
    expect(scroller.getState()).toMatchObject({ following: true, window: { end: 3_000_000 } });
  });

  it('comes back into the list when most of it goes away', () => {
    const { scroller, drag } = scrolled(1000);
    drag(8000);
    scroller.resize({ rows: 3 });
    expect(scroller.getState()).toMatchObject({ top: 0, window: { first: 0, end: 3 } });
  });
});
