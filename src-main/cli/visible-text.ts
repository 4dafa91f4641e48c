// Controls, format characters (bidi overrides, zero-width, tags), separators, private and unassigned; variation selectors.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;

/**
 * Foreign text as a terminal may show it: characters that a terminal would obey, or that cannot be seen, become
 * visible escapes like `<U+202E>`. Newlines stay.
 */
export function visible(text: string): string {
  return text.replace(hidden, (character) => {
    if (character === '\n') return character;
    const code = character.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** As {@link visible}, in one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '<U+000A>');
}

/** Foreign text as a block that cannot be taken for ours: every line behind a bar, at most `limit` characters. */
export function quoted(text: string, limit: number): string {
  const shown = text.length > limit ? text.slice(0, limit) : text;
  const rest = text.length - shown.length;
  const lines = visible(shown).split('\n');
  if (rest > 0) lines.push(`… (${rest} more characters)`);
  return lines.map((line) => `    │ ${line}`).join('\n');
}
