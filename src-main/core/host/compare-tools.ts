import type { Tool } from '#contract/inventory.ts';

/** Names of the tools that are in `after` only, in `before` only, or in both with another definition. */
export function compareTools(
  before: readonly Tool[],
  after: readonly Tool[],
): { added: string[]; removed: string[]; changed: string[] } {
  const old = new Map(before.map((tool) => [tool.name, JSON.stringify(tool)]));
  const fresh = new Map(after.map((tool) => [tool.name, JSON.stringify(tool)]));
  return {
    added: [...fresh.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !fresh.has(name)),
    changed: [...fresh].flatMap(([name, json]) => (old.has(name) && old.get(name) !== json ? [name] : [])),
  };
}

/** The same as people read it: `1 tool added (find), 2 removed (a, b)`. */
export function differenceInWords(difference: ReturnType<typeof compareTools>): string {
  const parts = (['added', 'removed', 'changed'] as const).flatMap((kind) => {
    const names = difference[kind];
    if (names.length === 0) return [];
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
    return [`${names.length} ${kind} (${shown})`];
  });
  return parts.length === 0 ? 'the tools are the same' : `tools: ${parts.join(', ')}`;
}
