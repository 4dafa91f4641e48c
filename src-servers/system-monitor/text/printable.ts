// Control characters, line and paragraph separators, direction marks, zero-width and tag characters, lone surrogates.
const unseen =
  // These are exactly the characters this pattern is for.
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\p{Surrogate}]|[\u{E0000}-\u{E007F}]/gu;

/**
 * Makes text of another program safe to show: what a person or a terminal would not see as itself becomes a visible
 * escape such as `\u{1b}`, and text longer than `longest` characters is cut with an ellipsis.
 */
export function printable(text: string, longest = 256): string {
  const shown = text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return shown.length > longest ? `${shown.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/u, '')}…` : shown;
}
