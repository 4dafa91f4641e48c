import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Tab {
  value: string;
  /** The exact accessible name. */
  label: string;
  /** Drawn beside the label, not part of the name. */
  count?: number | undefined;
}

/** A strip of tabs and the panel of the one that is chosen. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
  className,
  compact,
  children,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (value: string) => void;
  className?: string | undefined;
  /** A thinner strip, for use inside a pane. */
  compact?: boolean | undefined;
  children: ReactNode;
}): ReactNode {
  return (
    <Radix.Root
      value={value}
      onValueChange={onChange}
      activationMode="manual"
      className={classNames('flex min-h-0 min-w-0 flex-col', className)}
    >
      <Radix.List
        aria-label={label}
        className="flex shrink-0 gap-0.5 overflow-x-auto overflow-y-hidden border-b border-line px-3"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={classNames(
              'flex items-center border-b-2 border-transparent px-2.5 whitespace-nowrap text-dim hover:text-fg',
              'data-[state=active]:border-accent data-[state=active]:text-fg',
              compact === true ? 'h-7' : 'h-8',
            )}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span aria-hidden className="ml-1.5 text-2xs text-faint tabular-nums">
                {tab.count}
              </span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} className="flex min-h-0 flex-1 flex-col" tabIndex={-1}>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
