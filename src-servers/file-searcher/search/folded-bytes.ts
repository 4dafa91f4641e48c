/**
 * A byte pattern that finds every spelling of `text` that differs only in case, in UTF-8 bytes read as Latin-1.
 *
 * It spares decoding files that cannot match. It agrees with the `iu` flags of JavaScript (Unicode simple case
 * folding: `k` also finds the Kelvin sign), because it asks them which characters are the same.
 */
export function foldedBytesPattern(text: string): RegExp {
  let source = '';
  for (const character of text) {
    const spellings = spellingsOf(character);
    // A character class is faster than a choice, but bytes are its members.
    if (spellings.every((spelling) => spelling < '\x80'))
      source += `[${spellings.map(escapedBytes).join('')}]`;
    else source += `(?:${spellings.map(escapedBytes).join('|')})`;
  }
  return new RegExp(source, 'g');
}

function escapedBytes(character: string): string {
  return Buffer.from(character)
    .toString('latin1')
    .replaceAll(/[^a-zA-Z0-9_]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function spellingsOf(character: string): readonly string[] {
  // Almost every query is ASCII, and the letters below are all that differ from ASCII only in case.
  if (/^[^a-zA-Z]$/.test(character) && character < '\x80') return [character];
  const among = character < '\x80' ? asciiLetters : everyCasedLetter();
  const found = among.match(new RegExp(escapeForRegExp(character), 'giu'));
  return [...new Set([character, ...(found ?? [])])];
}

const asciiLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\u017F\u212A';

let casedLetters: string | undefined;

/** All characters that have another case, as one string; about 3,000 of them, collected once when first needed. */
function everyCasedLetter(): string {
  if (casedLetters !== undefined) return casedLetters;
  casedLetters = '';
  // Nothing beyond the Adlam block has case.
  for (let point = 0; point < 0x1_e9_44; point++) {
    const character = String.fromCodePoint(point);
    if (character !== character.toLowerCase() || character !== character.toUpperCase())
      casedLetters += character;
  }
  return casedLetters;
}

/** The text as a regular expression that finds exactly it, valid with the `u` flag. */
export function escapeForRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
