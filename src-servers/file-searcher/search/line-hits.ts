import type { LineMatch } from './line-matcher.ts';
import type { LineHit } from './search-request.ts';

/** Longer lines are shortened around the match: minified files have lines of a megabyte. */
const longestShown = 500;

/** Turns matches into hits with line numbers, shortened lines and their neighbours; at most `limit`. */
export function lineHits(
  text: string,
  matches: Iterable<LineMatch>,
  contextLines: number,
  limit: number,
): LineHit[] {
  const hits: LineHit[] = [];
  let line = 1;
  let counted = 0;
  for (const match of matches) {
    if (hits.length >= limit) break;
    for (
      let at = text.indexOf('\n', counted);
      at !== -1 && at < match.lineStart;
      at = text.indexOf('\n', at + 1)
    ) {
      line++;
      counted = at + 1;
    }
    hits.push({
      line,
      column: match.matchStart - match.lineStart + 1,
      text: shortened(text, match),
      before: linesBefore(text, match.lineStart, contextLines),
      after: linesAfter(text, match.lineEnd, contextLines),
    });
  }
  return hits;
}

function shortened(text: string, { lineStart, lineEnd, matchStart, matchEnd }: LineMatch): string {
  if (lineEnd - lineStart <= longestShown) return whole(text.slice(lineStart, lineEnd));
  const room = Math.max(0, longestShown - (matchEnd - matchStart));
  const start = Math.max(lineStart, Math.min(matchStart - Math.floor(room / 2), lineEnd - longestShown));
  const end = Math.min(lineEnd, start + longestShown);
  return `${start > lineStart ? '…' : ''}${whole(text.slice(start, end))}${end < lineEnd ? '…' : ''}`;
}

/** A cut may fall between two halves of a character; JSON would carry a broken one. */
function whole(text: string): string {
  return text.toWellFormed();
}

function linesBefore(text: string, lineStart: number, count: number): string[] {
  const lines: string[] = [];
  for (let end = lineStart - 1; lines.length < count && end >= 0;) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    lines.unshift(neighbour(text, start, end));
    end = start - 1;
  }
  return lines;
}

function linesAfter(text: string, lineEnd: number, count: number): string[] {
  const lines: string[] = [];
  let start = text.indexOf('\n', lineEnd) + 1;
  while (lines.length < count && start > 0 && start < text.length) {
    const next = text.indexOf('\n', start);
    lines.push(neighbour(text, start, next === -1 ? text.length : next));
    start = next + 1;
  }
  return lines;
}

function neighbour(text: string, start: number, end: number): string {
  const to = end > start && text[end - 1] === '\r' ? end - 1 : end;
  return to - start <= longestShown
    ? whole(text.slice(start, to))
    : `${whole(text.slice(start, start + longestShown))}…`;
}
