import type { Match, SearchOutcome, StoppedBy } from '../search/search.ts';

const reasons: Readonly<Record<StoppedBy, string>> = {
  max_results: 'There are more: raise max_results or search for something rarer.',
  result_size: 'There are more than fit into one answer: search for something rarer.',
  time: 'The search was stopped after 30 s: narrow it with extension, or choose a smaller safe directory.',
  path_length: 'Some folders lie deeper than a path can reach and were not searched.',
};

/** Matches as people read them: `path:line: text`, neighbours as `path-line- text`, like grep. */
export function matchesAsText(query: string, { matches, stoppedBy, unreadable }: SearchOutcome): string {
  const files = new Set(matches.map(({ path }) => path)).size;
  const head =
    matches.length === 0
      ? `No line matches ${JSON.stringify(query)}.`
      : `${count(matches.length, 'line')} in ${count(files, 'file')} ${matches.length === 1 ? 'matches' : 'match'} ${JSON.stringify(query)}.`;
  return [
    head,
    ...matches.flatMap(linesOf),
    ...(stoppedBy === undefined ? [] : [reasons[stoppedBy]]),
    ...(unreadable === 0
      ? []
      : [`${count(unreadable, 'file or folder', 'files or folders')} could not be read.`]),
  ].join('\n');
}

/** One match, with its neighbours if there are any. */
export function linesOf({ path, line, text, before, after }: Match): string[] {
  const name = oneLine(path);
  return [
    ...before.map((neighbour, index) => `${name}-${line - before.length + index}- ${neighbour}`),
    `${name}:${line}: ${text}`,
    ...after.map((neighbour, index) => `${name}-${line + 1 + index}- ${neighbour}`),
  ];
}

/** A file name may hold line breaks, which must not look like further matches. */
function oneLine(path: string): string {
  return path.replaceAll(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

/** An amount with its noun. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`;
}
