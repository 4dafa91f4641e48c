import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { useSoftDisabled } from './use-soft-disabled.ts';

export type ButtonKind = 'plain' | 'primary' | 'danger' | 'quiet';

const kinds: Record<ButtonKind, string> = {
  plain: 'border-line-strong bg-raised text-fg hover:bg-hover',
  primary: 'border-transparent bg-accent-solid text-on-accent font-semibold hover:bg-accent-solid-hover',
  danger: 'border-line-strong bg-raised text-stop hover:bg-stop-soft',
  quiet: 'border-transparent bg-transparent text-dim hover:bg-hover hover:text-fg',
};

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind | undefined;
  icon?: ReactNode;
}

/** A button with a text. */
export function Button({
  kind = 'plain',
  icon,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  const button = useSoftDisabled(rest);
  return (
    <button
      // oxlint-disable-next-line react/button-has-type -- given by the caller, `button` unless told
      type={type}
      {...button}
      className={classNames(
        'inline-flex h-[26px] shrink-0 items-center justify-center gap-1.5 rounded-[5px] border px-2.5 text-sm whitespace-nowrap',
        'select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50',
        kinds[kind],
        className,
      )}
    >
      {icon}
      {children}
    </button>
  );
}
