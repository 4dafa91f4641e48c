import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';
import { useSoftDisabled } from './use-soft-disabled.ts';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** The accessible name, and the tooltip. */
  label: string;
  icon: ReactNode;
  /** Shortcut shown in the tooltip. */
  keys?: string | undefined;
}

/** A button that is only an icon: its name is in the tooltip and for screen readers. */
export function IconButton({
  label,
  icon,
  keys,
  className,
  type = 'button',
  ...rest
}: IconButtonProps): ReactNode {
  const button = useSoftDisabled(rest);
  return (
    <Tooltip text={label} keys={keys}>
      <button
        // oxlint-disable-next-line react/button-has-type -- given by the caller, `button` unless told
        type={type}
        aria-label={label}
        {...button}
        className={classNames(
          'inline-flex size-6 shrink-0 items-center justify-center rounded-[5px] text-dim select-none',
          'hover:bg-hover hover:text-fg disabled:pointer-events-none disabled:opacity-40 aria-disabled:opacity-40',
          'aria-pressed:bg-sel aria-pressed:text-accent',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
