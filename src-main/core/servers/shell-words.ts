/**
 * The words of a command line as a POSIX shell would see them: quotes, backslashes and line continuations; nothing is
 * expanded or run. A path such as `C:\tools\x.exe` keeps its backslashes. Throws an Error when a quote is left open.
 */
export function splitShellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (quote === "'") {
      if (char === "'") quote = undefined;
      else word = (word ?? '') + char;
    } else if (char === '\\' && escapes(next, quote, word)) {
      at += next === '\r' && line.charAt(at + 2) === '\n' ? 2 : 1;
      if (next !== '\n' && next !== '\r') word = (word ?? '') + next;
    } else if (quote === '"') {
      if (char === '"') quote = undefined;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote) throw new Error(`a quote (${quote}) is not closed`);
  if (word !== undefined) words.push(word);
  return words;
}

/** A word as it could be pasted into a POSIX shell. */
export function quoteShellWord(word: string): string {
  return /^[\w@%+=:,./~^{}$[\]•-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function escapes(next: string, quote: string | undefined, word: string | undefined): boolean {
  if (next === '') return false;
  if (quote === '"') return /["\\$`\r\n]/.test(next);
  // A Windows path: the letters after its backslashes are not escaped.
  return !(/\w/.test(next) && word !== undefined && /^[A-Za-z]:|^\.{1,2}$|\\/.test(word));
}
