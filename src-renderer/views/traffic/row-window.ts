/**
 * The maths of a list of equal rows that may be taller than a browser can make an element.
 *
 * Chromium caps an element's height at 33,554,428 px, which is 1.4 million rows of 24 px. Beyond `tallest` the
 * scrollbar is a scaled stand-in: the real position is kept apart (`top`, in pixels of the unscaled list), and the
 * rows are drawn in a layer that stays inside the viewport.
 */

/** The tallest element asked for; well below the cap, so that no zoom level meets it. */
export const tallest = 16_000_000;

export interface ListSize {
  rows: number;
  /** Height of one row in pixels. */
  rowHeight: number;
  /** Height of what is visible in pixels. */
  viewport: number;
}

export interface RowWindow {
  /** First row to draw. */
  first: number;
  /** One past the last row to draw. */
  end: number;
  /** Pixels by which the first row lies above the viewport's upper edge. */
  offset: number;
}

/** Height of the whole list in pixels, were there no cap. */
export function listHeight(size: ListSize): number {
  return size.rows * size.rowHeight;
}

/** Height to give the scrolled element. */
export function spacerHeight(size: ListSize): number {
  return Math.max(size.viewport, Math.min(listHeight(size), tallest));
}

/** The furthest the list can be scrolled, in unscaled pixels. */
export function furthestTop(size: ListSize): number {
  return Math.max(0, listHeight(size) - size.viewport);
}

/** Keeps a position inside the list. */
export function clampTop(top: number, size: ListSize): number {
  return Math.min(Math.max(0, top), furthestTop(size));
}

/** From the scrollbar's position to the list's. */
export function topOfScroll(scrollTop: number, size: ListSize): number {
  const scrollable = spacerHeight(size) - size.viewport;
  if (scrollable <= 0) return 0;
  if (listHeight(size) <= tallest) return clampTop(scrollTop, size);
  return clampTop((scrollTop / scrollable) * furthestTop(size), size);
}

/** From the list's position to the scrollbar's. */
export function scrollOfTop(top: number, size: ListSize): number {
  const furthest = furthestTop(size);
  if (furthest === 0) return 0;
  if (listHeight(size) <= tallest) return clampTop(top, size);
  return (clampTop(top, size) / furthest) * (spacerHeight(size) - size.viewport);
}

/** Which rows are visible at a position. */
export function visibleRows(top: number, size: ListSize): RowWindow {
  const at = clampTop(top, size);
  const first = Math.min(Math.floor(at / size.rowHeight), Math.max(0, size.rows - 1));
  const end = Math.min(size.rows, Math.ceil((at + size.viewport) / size.rowHeight));
  return { first, end: Math.max(first, end), offset: at - first * size.rowHeight };
}

/**
 * What to draw when the rows in sight are not all at hand yet: as many that are, as near as they are. A person who
 * scrolls faster than rows arrive sees rows that lag for a moment, never holes.
 */
export function nearestAtHand(window: RowWindow, from: number, have: number): RowWindow {
  if (have === 0 || (window.first >= from && window.end <= from + have)) return window;
  const length = Math.min(window.end - window.first, have);
  const first = Math.min(Math.max(window.first, from), from + have - length);
  return { ...window, first, end: first + length };
}

/** True when the last row is in sight (to within half a row): only then does a growing list follow its end. */
export function isAtEnd(top: number, size: ListSize): boolean {
  return top >= furthestTop(size) - size.rowHeight / 2;
}

/** The nearest position at which the row is wholly visible. */
export function topThatShows(row: number, top: number, size: ListSize): number {
  const above = row * size.rowHeight;
  const below = above + size.rowHeight - size.viewport;
  if (above < top) return clampTop(above, size);
  if (below > top) return clampTop(below, size);
  return clampTop(top, size);
}
