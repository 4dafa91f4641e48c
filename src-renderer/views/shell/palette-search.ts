import type { Tone } from '../../ui/badge.tsx';

/** One line of the palette. */
export interface PaletteEntry {
  id: string;
  group: string;
  title: string;
  aside?: string | undefined;
  keys?: string | undefined;
  tone?: Tone | undefined;
  run: () => void;
}

/**
 * How well an entry fits what was typed: every word must occur in the title or the aside; words at the start of the
 * title or of one of its words count most. 0: does not fit.
 */
export function fitOf(entry: Pick<PaletteEntry, 'title' | 'aside'>, words: readonly string[]): number {
  const title = entry.title.toLowerCase();
  const aside = (entry.aside ?? '').toLowerCase();
  let fit = 1;
  for (const word of words) {
    const at = title.indexOf(word);
    if (at === 0) fit += 4;
    else if (at > 0) fit += /[\s_\-./:]/.test(title[at - 1] ?? '') ? 3 : 2;
    else if (aside.includes(word)) fit += 1;
    else return 0;
  }
  return fit;
}

/** The entries that fit, best first, in their own order among equals, at most `limit`. */
export function findEntries(entries: readonly PaletteEntry[], text: string, limit: number): PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries.slice(0, limit);
  return entries
    .map((entry) => ({ entry, fit: fitOf(entry, words) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((one, other) => other.fit - one.fit)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
