/**
 * Characters that people cannot see or that change how their neighbours are shown: C0 and C1 controls (ANSI escapes
 * start with one), bidirectional overrides, zero-width and tag characters, fillers, line separators, lone surrogates.
 * The two common emoji variation selectors and the Arabic signs that Unicode counts as format characters stay.
 */
const unseen =
  /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]--[\uFE0E\uFE0F\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]/gv;

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text of a server as people may safely see it: every unseen character becomes a visible escape such as `\u{202e}`.
 * With `lines`, line feeds and tabs stay (for views of several lines); else they become `\n` and `\t`.
 */
export function visibleText(text: string, options: { lines?: boolean } = {}): string {
  return text.replace(unseen, (character) => {
    if (options.lines === true && (character === '\n' || character === '\t')) return character;
    return short[character] ?? `\\u{${character.codePointAt(0)?.toString(16) ?? 'fffd'}}`;
  });
}
