import { encodingOf } from '../text/decode.ts';
import { escapeForRegExp, foldedBytesPattern } from './folded-bytes.ts';
import type { SearchRequest } from './search-request.ts';

/** Finds lines. The bytes are asked first, because most files hold nothing and need no decoding then. */
export interface LineMatcher {
  /** False when no line of the file can match, judged by its raw bytes. */
  mayMatch(bytes: Buffer): boolean;
  /** Where the matching lines of a text start, and where in them the match is; lazily, in order. */
  matches(text: string): Iterable<LineMatch>;
}

/** One matching line in a text, as offsets into it. */
export interface LineMatch {
  readonly lineStart: number;
  /** Without the line break. */
  readonly lineEnd: number;
  readonly matchStart: number;
  readonly matchEnd: number;
}

const wordCharacter = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;

/** Compiles a request. */
export function compileMatcher(request: SearchRequest): LineMatcher {
  const expression = lineExpression(request);
  // What looks around itself may see the next line in a whole text, so it is tried line by line.
  const lookAround = request.regex && /\(\?<?[=!]/.test(request.query);
  return {
    mayMatch: request.regex ? () => true : bytesFilter(request),
    matches: (text) => (lookAround ? matchesLineByLine(text, expression) : matchesByScan(text, expression)),
  };
}

/**
 * What one line must match.
 * @throws SyntaxError when the query should be a regular expression and is none
 */
export function lineExpression(
  request: Pick<SearchRequest, 'query' | 'regex' | 'caseSensitive' | 'wholeWord'>,
): RegExp {
  const source = request.regex ? request.query : escapeForRegExp(request.query);
  const flags = request.caseSensitive ? 'gm' : 'gmi';
  if (request.wholeWord)
    return new RegExp(`(?<!${wordCharacter})(?:${source})(?!${wordCharacter})`, `${flags}u`);
  try {
    return new RegExp(source, `${flags}u`);
  } catch (error) {
    if (!request.regex) throw error;
    // Without the u flag JavaScript accepts needless escapes such as `\-`, which people do write.
    return new RegExp(source, flags);
  }
}

function bytesFilter(request: SearchRequest): (bytes: Buffer) => boolean {
  if (request.caseSensitive) {
    const needle = Buffer.from(request.query);
    return (bytes) => bytes.includes(needle) || encodingOf(bytes).encoding !== 'utf-8';
  }
  const pattern = foldedBytesPattern(request.query);
  return (bytes) => {
    pattern.lastIndex = 0;
    return pattern.test(bytes.toString('latin1')) || encodingOf(bytes).encoding !== 'utf-8';
  };
}

/** Scans the whole text, then tries each line that was touched by itself: a line is all a match may see. */
function* matchesByScan(text: string, expression: RegExp): Iterable<LineMatch> {
  let from = 0;
  while (from <= text.length) {
    expression.lastIndex = from;
    const found = expression.exec(text);
    if (found === null) return;
    const lineStart = found.index === 0 ? 0 : text.lastIndexOf('\n', found.index - 1) + 1;
    const next = endOfLine(text, found.index);
    const match = matchInLine(text, lineStart, next, expression);
    if (match !== undefined) yield match;
    from = next + 1;
  }
}

function* matchesLineByLine(text: string, expression: RegExp): Iterable<LineMatch> {
  for (let lineStart = 0; lineStart <= text.length;) {
    const next = endOfLine(text, lineStart);
    const match = matchInLine(text, lineStart, next, expression);
    if (match !== undefined) yield match;
    lineStart = next + 1;
  }
}

function matchInLine(
  text: string,
  lineStart: number,
  next: number,
  expression: RegExp,
): LineMatch | undefined {
  // What follows the last line break is a line only when something stands there.
  if (lineStart === text.length) return undefined;
  const lineEnd = next > lineStart && text[next - 1] === '\r' ? next - 1 : next;
  expression.lastIndex = 0;
  const found = expression.exec(text.slice(lineStart, lineEnd));
  if (found === null) return undefined;
  const matchStart = lineStart + found.index;
  return { lineStart, lineEnd, matchStart, matchEnd: matchStart + found[0].length };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
