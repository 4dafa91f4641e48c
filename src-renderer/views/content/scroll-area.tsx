/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reached with the keyboard */
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';

/** A part that scrolls on its own, also with the keyboard. */
export function ScrollArea({
  label,
  busy,
  live,
  className,
  children,
}: {
  label: string;
  busy?: boolean | undefined;
  /** What changes inside is read out. */
  live?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}): ReactNode {
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      {...(busy === undefined ? {} : { 'aria-busy': busy })}
      {...(live === true ? { 'aria-live': 'polite' as const } : {})}
      className={classNames('scroll-y', className)}
    >
      {children}
    </div>
  );
}
