/** Something with a place in folders: `['file://', 'home']`. */
interface Placed {
  folders?: readonly string[] | undefined;
}

/** One line of a list in folders. */
export type NestedLine<T> =
  | { kind: 'folder'; key: string; label: string; depth: number; count: number; open: boolean }
  | { kind: 'item'; item: T; depth: number };

interface Folder<T> {
  label: string;
  key: string;
  folders: Map<string, Folder<T>>;
  /** Items and folders in the order in which they first came. */
  order: (Folder<T> | T)[];
  count: number;
}

const make = <T>(label: string, key: string): Folder<T> => ({
  label,
  key,
  folders: new Map(),
  order: [],
  count: 0,
});

/**
 * Puts items into their folders, line by line. A folder that holds nothing but one folder is drawn with it as one; a
 * folder around everything, or around one item, is not drawn.
 */
export function nest<T extends Placed & object>(
  items: readonly T[],
  isClosed: (key: string) => boolean,
): NestedLine<T>[] {
  const root = make<T>('', '');
  const made = new Set<object>();
  for (const item of items) {
    let at = root;
    root.count += 1;
    for (const label of item.folders ?? []) {
      const key = `${at.key}\n${label}`;
      let next = at.folders.get(label);
      if (!next) {
        next = make<T>(label, key);
        made.add(next);
        at.folders.set(label, next);
        at.order.push(next);
      }
      next.count += 1;
      at = next;
    }
    at.order.push(item);
  }

  const isFolder = (one: Folder<T> | T): one is Folder<T> => made.has(one);
  const only = (folder: Folder<T>): Folder<T> | undefined => {
    const [first] = folder.order;
    return folder.order.length === 1 && first !== undefined && isFolder(first) ? first : undefined;
  };
  const lines: NestedLine<T>[] = [];
  const draw = (folder: Folder<T>, depth: number): void => {
    for (const one of folder.order) {
      if (!isFolder(one)) {
        lines.push({ kind: 'item', item: one, depth });
        continue;
      }
      let last = one;
      let label = one.label;
      for (let inner = only(last); inner; inner = only(last)) {
        label += inner.label;
        last = inner;
      }
      if (last.count === 1) {
        draw(last, depth);
        continue;
      }
      const open = !isClosed(last.key);
      lines.push({ kind: 'folder', key: last.key, label, depth, count: last.count, open });
      if (open) draw(last, depth + 1);
    }
  };
  let top = root;
  for (let inner = only(top); inner; inner = only(top)) top = inner;
  draw(top, 0);
  return lines;
}
