/** One line of a comparison. */
export interface DifferenceLine {
  mark: ' ' | '-' | '+';
  text: string;
}

/** Lines per side up to which the exact difference is worked out; beyond, both sides are given whole. */
const exactUpTo = 600;

/** What was taken away and what was added, line by line (longest common subsequence). */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length > exactUpTo || now.length > exactUpTo) {
    return [
      ...old.map((text): DifferenceLine => ({ mark: '-', text })),
      ...now.map((text): DifferenceLine => ({ mark: '+', text })),
    ];
  }
  const width = now.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ mark: ' ', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: old[i] ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: now[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** JSON with one token per line, so that its difference is small; other text stays. */
export function spreadJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
