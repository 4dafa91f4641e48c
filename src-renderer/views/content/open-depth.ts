/** Lines that a tree may have at first, and children that a tree draws of one value before a person asks for more. */
const mostLines = 400;
const drawnChildren = 100;

/** How many levels of a tree can be open at first without drawing more than a person takes in: 1 to `most`. */
export function openDepth(value: unknown, most = 3): number {
  let level: unknown[] = [value];
  let lines = 1;
  for (let depth = 1; depth <= most; depth += 1) {
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      let drawn = 0;
      for (const key in one) {
        if (drawn === drawnChildren) break;
        next.push(Reflect.get(one, key));
        drawn += 1;
      }
    }
    lines += next.length;
    if (lines > mostLines) return Math.max(1, depth - 1);
    level = next;
  }
  return most;
}
