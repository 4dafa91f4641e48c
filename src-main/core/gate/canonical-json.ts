/** One thing still to be written: text as it is, or a value at a depth. */
type Task = { text: string } | { value: unknown; depth: number };

/**
 * JSON with the keys of every object in code-unit order: equal values give equal text. Works with a stack of its own,
 * because a hostile definition nests deeper than the call stack reaches. `indent` spaces per level; 0 is compact.
 * The value must come from JSON (a tree of plain values); keys that are undefined are left out.
 */
export function canonicalJson(value: unknown, indent = 0): string {
  const parts: string[] = [];
  const tasks: Task[] = [{ value, depth: 0 }];
  const line = (depth: number): string =>
    indent === 0 ? '' : `\n${' '.repeat(indent * Math.min(depth, 40))}`;

  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if ('text' in task) {
      parts.push(task.text);
      continue;
    }
    const { value: current, depth } = task;
    if (typeof current !== 'object' || current === null) {
      parts.push(JSON.stringify(current) ?? 'null');
      continue;
    }
    const entries = entriesOf(current);
    const [open, close] = Array.isArray(current) ? ['[', ']'] : ['{', '}'];
    if (entries.length === 0) {
      parts.push(open, close);
      continue;
    }
    parts.push(open);
    tasks.push({ text: `${line(depth)}${close}` });
    for (let at = entries.length - 1; at >= 0; at -= 1) {
      const entry = entries[at];
      if (entry === undefined) continue;
      tasks.push({ value: entry[1], depth: depth + 1 });
      const key = entry[0] === undefined ? '' : `${JSON.stringify(entry[0])}:${indent === 0 ? '' : ' '}`;
      tasks.push({ text: `${at === 0 ? '' : ','}${line(depth + 1)}${key}` });
    }
  }
  return parts.join('');
}

function entriesOf(value: object): (readonly [string | undefined, unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown) => [undefined, item] as const);
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
