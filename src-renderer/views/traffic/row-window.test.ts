import { describe, expect, it } from 'vitest';
import {
  clampTop,
  furthestTop,
  nearestAtHand,
  isAtEnd,
  scrollOfTop,
  spacerHeight,
  tallest,
  topOfScroll,
  topThatShows,
  visibleRows,
} from './row-window.ts';

const small = { rows: 100, rowHeight: 22, viewport: 220 };
const huge = { rows: 3_000_000, rowHeight: 22, viewport: 300 };

describe('the window of rows', () => {
  it('shows exactly the rows in sight, the half-visible ones too', () => {
    expect(visibleRows(0, small)).toEqual({ first: 0, end: 10, offset: 0 });
    expect(visibleRows(11, small)).toEqual({ first: 0, end: 11, offset: 11 });
    expect(visibleRows(22, small)).toEqual({ first: 1, end: 11, offset: 0 });
  });

  it('is empty for an empty list and never beyond the last row', () => {
    expect(visibleRows(500, { ...small, rows: 0 })).toEqual({ first: 0, end: 0, offset: 0 });
    expect(visibleRows(1e9, small)).toEqual({ first: 90, end: 100, offset: 0 });
    expect(visibleRows(-5, small).first).toBe(0);
  });

  it('shows a list shorter than the viewport whole', () => {
    expect(visibleRows(0, { rows: 3, rowHeight: 22, viewport: 300 })).toEqual({
      first: 0,
      end: 3,
      offset: 0,
    });
  });

  it('never asks for an element taller than a browser makes', () => {
    expect(spacerHeight(small)).toBe(2200);
    expect(spacerHeight(huge)).toBe(tallest);
    expect(spacerHeight({ ...small, rows: 0 })).toBe(220);
  });

  it('reaches the first and the last of three million rows with the scrollbar', () => {
    expect(visibleRows(topOfScroll(0, huge), huge).first).toBe(0);
    const last = visibleRows(topOfScroll(spacerHeight(huge) - huge.viewport, huge), huge);
    expect(last.end).toBe(3_000_000);
    expect(last.offset + huge.viewport).toBe((last.end - last.first) * huge.rowHeight);
  });

  it('comes back to the same place through the scaled scrollbar', () => {
    for (const top of [0, 22, 1_000_003, 33_000_000, furthestTop(huge)]) {
      expect(topOfScroll(scrollOfTop(top, huge), huge)).toBeCloseTo(top, 3);
    }
    for (const top of [0, 7, 1980]) expect(topOfScroll(scrollOfTop(top, small), small)).toBe(top);
  });

  it('draws the nearest rows it has while the right ones are on their way', () => {
    const sight = { first: 500, end: 520, offset: 7 };
    expect(nearestAtHand(sight, 400, 200)).toEqual(sight);
    expect(nearestAtHand(sight, 0, 200)).toEqual({ first: 180, end: 200, offset: 7 });
    expect(nearestAtHand(sight, 900, 200)).toEqual({ first: 900, end: 920, offset: 7 });
    expect(nearestAtHand(sight, 510, 200)).toEqual({ first: 510, end: 530, offset: 7 });
    expect(nearestAtHand(sight, 0, 5)).toEqual({ first: 0, end: 5, offset: 7 });
    expect(nearestAtHand(sight, 0, 0)).toEqual(sight);
  });

  it('follows the end only when it is in sight', () => {
    expect(isAtEnd(furthestTop(small), small)).toBe(true);
    expect(isAtEnd(furthestTop(small) - 10, small)).toBe(true);
    expect(isAtEnd(furthestTop(small) - 12, small)).toBe(false);
    expect(isAtEnd(0, { ...small, rows: 2 })).toBe(true);
  });

  it('moves no further than needed to show a row', () => {
    expect(topThatShows(5, 0, small)).toBe(0);
    expect(topThatShows(10, 0, small)).toBe(22);
    expect(topThatShows(2, 100, small)).toBe(44);
    expect(topThatShows(99, 0, small)).toBe(furthestTop(small));
  });

  it('keeps a position inside the list when rows go away', () => {
    expect(clampTop(5000, { ...small, rows: 5 })).toBe(0);
  });
});
