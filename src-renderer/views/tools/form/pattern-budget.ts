/**
 * A server chooses the patterns of its schema, and JavaScript's regular expressions backtrack: `^(a+)+$` freezes the
 * window for minutes on thirty letters. Only patterns that cannot explode are tried here; the others are left to the
 * server, which asked for them.
 */
const longestPattern = 300;
const mostUnbounded = 3;

/** Characters of a pattern with escapes and character classes reduced to one harmless letter. */
function skeleton(pattern: string): string {
  return pattern.replace(/\\[^]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
}

/** True when trying the pattern on a short text takes a bounded, small time. */
export function isAffordablePattern(pattern: string): boolean {
  if (pattern.length > longestPattern) return false;
  if (/\\[1-9]|\\k</.test(pattern)) return false;
  const bones = skeleton(pattern);
  // A repeated group is where repetition can be nested.
  if (/\)[*+{]/.test(bones)) return false;
  const unbounded = bones.match(/[*+]|\{\d*,\}/g)?.length ?? 0;
  if (unbounded > mostUnbounded) return false;
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** Longest text that a pattern is tried on. */
export const longestMatched = 2000;
