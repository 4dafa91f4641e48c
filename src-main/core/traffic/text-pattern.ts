/** How a text is searched: first by SQLite's LIKE, and where that is not exact by {@link TextPattern.test}. */
export interface TextPattern {
  /** LIKE patterns with `\` as escape; a text that matches none of them is out. */
  like: string[];
  /** True when a text that matches `like` is surely in. */
  exact: boolean;
  /** The exact check. */
  test(text: string): boolean;
}

const escaped = (character: string): string => (/[%_\\]/.test(character) ? `\\${character}` : character);

/**
 * LIKE ignores case for ASCII only. Of other letters that have a case, the first is tried in both cases and the rest
 * are left open (`_`), so that two passes do for any text.
 */
export function textPattern(wanted: string): TextPattern {
  const lower = wanted.toLowerCase();
  let variants = [''];
  let cased = 0;
  // LIKE sees neither pattern nor text beyond a NUL.
  const [seen = ''] = wanted.split('\0');
  for (const character of seen) {
    const small = character.toLowerCase();
    const large = character.toUpperCase();
    if ((character.codePointAt(0) ?? 0) < 128 || small === large) {
      variants = variants.map((text) => text + escaped(character));
    } else if (cased++ === 0 && small.length === character.length && large.length === character.length) {
      variants = variants.flatMap((text) => [text + small, text + large]);
    } else {
      cased++;
      variants = variants.map((text) => `${text}_`);
    }
  }
  return {
    like: variants.map((text) => `%${text}%`),
    exact: cased < 2 && seen === wanted,
    test: (text) => text.toLowerCase().includes(lower),
  };
}
