import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  run: () => void;
}

/**
 * A menu that opens from `trigger` (a button). `separator` draws a line. It stays where its trigger is in the page, so that
 * it belongs to the same landmark.
 */
export function Menu({
  trigger,
  items,
}: {
  trigger: ReactNode;
  items: readonly (MenuItem | 'separator')[];
}): ReactNode {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content
        align="end"
        sideOffset={4}
        collisionPadding={6}
        className="z-50 min-w-40 rounded-[7px] border border-line-strong bg-raised p-1 text-fg shadow-float"
      >
        {items.map((item, index) =>
          item === 'separator' ? (
            // oxlint-disable-next-line react/no-array-index-key -- a separator has nothing but its place
            <Radix.Separator key={`line-${String(index)}`} className="my-1 h-px bg-line" />
          ) : (
            <Radix.Item
              key={item.label}
              disabled={item.disabled ?? false}
              onSelect={item.run}
              className={classNames(
                'flex h-row items-center gap-2 rounded-[4px] px-2 select-none data-disabled:opacity-45',
                'data-highlighted:bg-sel data-highlighted:outline-none',
                item.danger === true && 'text-stop',
              )}
            >
              {item.icon}
              {item.label}
            </Radix.Item>
          ),
        )}
      </Radix.Content>
    </Radix.Root>
  );
}
