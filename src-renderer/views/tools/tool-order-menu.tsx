import { ArrowDownUp, Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toolHints, toolSorts, type ToolHint, type ToolSort, type ToolWish } from './tool-order.ts';

const sortWords: Record<ToolSort, string> = {
  listed: 'In the order of the server',
  name: 'By name',
  used: 'Latest used first',
};

export const hintWords: Record<ToolHint, string> = {
  any: 'All tools',
  'read-only': 'Read only, claimed',
  destructive: 'Destructive, claimed',
  unclaimed: 'Neither claimed',
};

function chosen(isChosen: boolean): ReactNode {
  return isChosen ? <Check size={13} aria-label="Chosen:" /> : <span className="w-[13px]" />;
}

/** How the list of tools is sorted, which tools it holds, and whether it is grouped. */
export function ToolOrderMenu({
  wish,
  onWish,
}: {
  wish: ToolWish;
  onWish: (wish: ToolWish) => void;
}): ReactNode {
  const items: (MenuItem | 'separator')[] = [
    ...toolSorts.map((sort) => ({
      label: sortWords[sort],
      icon: chosen(wish.sort === sort),
      run: () => onWish({ ...wish, sort }),
    })),
    'separator',
    {
      label: 'Group by prefix',
      icon: chosen(wish.group),
      run: () => onWish({ ...wish, group: !wish.group }),
    },
    'separator',
    ...toolHints.map((hint) => ({
      label: hintWords[hint],
      icon: chosen(wish.hint === hint),
      run: () => onWish({ ...wish, hint }),
    })),
  ];
  return (
    <Menu
      trigger={<IconButton label="Sort, group and filter tools" icon={<ArrowDownUp size={13} />} />}
      items={items}
    />
  );
}
