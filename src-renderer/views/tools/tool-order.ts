import type { Tool } from '#contract/inventory.ts';

export const toolSorts = ['listed', 'name', 'used'] as const;
export type ToolSort = (typeof toolSorts)[number];

export const toolHints = ['any', 'read-only', 'destructive', 'unclaimed'] as const;
export type ToolHint = (typeof toolHints)[number];

/** How a person wants to see the tools of a server. */
export interface ToolWish {
  /** `listed`: the server's own order. `used`: the latest used first. */
  sort: ToolSort;
  /** Only tools that claim this of themselves; `unclaimed`: those that claim neither. */
  hint: ToolHint;
  /** Puts tools whose names begin alike into a folder. */
  group: boolean;
}

/** A tool and the folders it stands in. */
export interface PlacedTool {
  tool: Tool;
  /** Position in the server's list: a server may send a name twice. */
  index: number;
  folders: string[];
}

function fitsHint({ annotations }: Tool, hint: ToolHint): boolean {
  const destructive = annotations?.destructiveHint === true;
  const readOnly = annotations?.readOnlyHint === true;
  switch (hint) {
    case 'any':
      return true;
    case 'read-only':
      return readOnly;
    case 'destructive':
      return destructive;
    case 'unclaimed':
      return !readOnly && !destructive;
  }
}

/** The part of a name up to its first separator or capital: `browser_`, `get-`, `fs.`, `list`. */
function prefixOf(name: string): string {
  return /^[^_\-./:]+[_\-./:]/.exec(name)?.[0] ?? /^[a-z]+(?=[A-Z])/.exec(name)?.[0] ?? '';
}

/** The tools as they are wished. `uses`: names from the latest used on. */
export function orderTools(tools: readonly Tool[], wish: ToolWish, uses: readonly string[]): PlacedTool[] {
  const all = tools.map((tool, index) => ({ tool, index }));
  const alike = Map.groupBy(all, ({ tool }) => prefixOf(tool.name));
  const lastUse = (name: string): number => {
    const at = uses.indexOf(name);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  const found = all
    .filter(({ tool }) => fitsHint(tool, wish.hint))
    .map(({ tool, index }) => {
      const prefix = prefixOf(tool.name);
      const grouped = wish.group && prefix !== '' && (alike.get(prefix)?.length ?? 0) > 1;
      return { tool, index, folders: grouped ? [prefix] : [] };
    });
  if (wish.sort === 'name') return found.toSorted((a, b) => a.tool.name.localeCompare(b.tool.name));
  if (wish.sort !== 'used') return found;
  return found.toSorted((a, b) => {
    const [first, second] = [lastUse(a.tool.name), lastUse(b.tool.name)];
    return first === second ? a.index - b.index : first - second;
  });
}
