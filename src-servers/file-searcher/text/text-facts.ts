/** What can be said about a text without understanding it. */
export interface TextFacts {
  readonly lines: number;
  readonly words: number;
  /** Unicode code points. */
  readonly characters: number;
  readonly mostFrequentWords: readonly { readonly word: string; readonly count: number }[];
  readonly longestLine: { readonly line: number; readonly length: number; readonly text: string };
}

const mostFrequent = 10;
/** Different words beyond this many are counted as words but not by name, so that memory stays bounded. */
const mostDifferentWords = 100_000;
const longestShown = 200;
const wordPattern = /[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}\p{N}_]+)*/gu;
/** A "word" longer than this is cut: a file may be one endless line. */
const longestToken = 4096;

/** Gathers facts from a text that arrives in pieces of any size. */
export class TextGatherer {
  readonly #counts = new Map<string, number>();
  #rest = '';
  #lines = 0;
  #words = 0;
  #characters = 0;
  #lineLength = 0;
  #lineText = '';
  #longest = { line: 0, length: 0, text: '' };
  #endsWithReturn = false;

  add(piece: string): void {
    this.#countCharacters(piece);
    const text = this.#rest + piece;
    // The last word may go on in the next piece, unless it has no end.
    const cut = startOfLastWord(text);
    const whole = text.length - cut >= longestToken;
    this.#countWords(whole ? text : text.slice(0, cut));
    this.#rest = whole ? '' : text.slice(cut);
  }

  facts(): TextFacts {
    this.#countWords(this.#rest);
    this.#rest = '';
    if (this.#lineLength > 0) this.#endLine();
    const frequent = [...this.#counts]
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, mostFrequent);
    return {
      lines: this.#lines,
      words: this.#words,
      characters: this.#characters,
      mostFrequentWords: frequent.map(([word, count]) => ({ word, count })),
      longestLine: this.#longest,
    };
  }

  #countWords(text: string): void {
    for (const [word] of text.matchAll(wordPattern)) {
      this.#words++;
      const key = word.toLowerCase();
      const count = this.#counts.get(key);
      if (count !== undefined || this.#counts.size < mostDifferentWords)
        this.#counts.set(key, (count ?? 0) + 1);
    }
  }

  #countCharacters(piece: string): void {
    for (let from = 0; from < piece.length;) {
      const found = piece.indexOf('\n', from);
      const end = found === -1 ? piece.length : found;
      const part = piece.slice(from, end);
      const points = codePoints(part);
      this.#characters += points;
      this.#lineLength += points;
      if (part !== '') this.#endsWithReturn = part.endsWith('\r');
      if (this.#lineText.length < longestShown) this.#lineText += part.slice(0, longestShown);
      if (found === -1) return;
      this.#characters++;
      // A carriage return belongs to the line break when a line feed follows.
      if (this.#endsWithReturn) this.#lineLength--;
      this.#endLine();
      from = found + 1;
    }
  }

  #endLine(): void {
    this.#lines++;
    if (this.#lineLength > this.#longest.length || this.#lines === 1) {
      const text = this.#lineText.slice(0, longestShown).replace(/\r$/, '').toWellFormed();
      this.#longest = { line: this.#lines, length: this.#lineLength, text };
    }
    this.#lineLength = 0;
    this.#lineText = '';
    this.#endsWithReturn = false;
  }
}

const partOfWord = /[\p{L}\p{M}\p{N}_'’\p{Cs}]/u;

function startOfLastWord(text: string): number {
  let at = text.length;
  while (at > 0 && text.length - at < longestToken && partOfWord.test(text.charAt(at - 1))) at--;
  return at;
}

/** Counts code points; a surrogate pair split over two pieces counts once, by its first half. */
function codePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xdc00 && unit <= 0xdfff) count--;
  }
  return count;
}
