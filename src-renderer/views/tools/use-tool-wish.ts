import { useState } from 'react';
import { useLayoutSize } from '../../store/app-context.tsx';
import { toolSorts, type ToolHint, type ToolWish } from './tool-order.ts';

/** Names beyond this are looked through only in groups. */
const groupedFrom = 12;

/**
 * How a person wants to see the tools. Order and groups are remembered; a filter is not: tools that are missing the next
 * day would be a riddle.
 */
export function useToolWish(count: number): [ToolWish, (wish: ToolWish) => void] {
  const [sort, setSort] = useLayoutSize('tools-sort', 0);
  const [group, setGroup] = useLayoutSize('tools-group', -1);
  const [hint, setHint] = useState<ToolHint>('any');
  const wish: ToolWish = {
    sort: toolSorts[sort] ?? 'listed',
    group: group < 0 ? count >= groupedFrom : group === 1,
    hint,
  };
  return [
    wish,
    (next) => {
      if (next.sort !== wish.sort) setSort(toolSorts.indexOf(next.sort));
      if (next.group !== wish.group) setGroup(next.group ? 1 : 0);
      setHint(next.hint);
    },
  ];
}
