import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';

/** A few words of which one is chosen: how something is shown. */
export function ModeSwitch<M extends string>({
  label,
  modes,
  value,
  onChange,
}: {
  label: string;
  modes: readonly { value: M; label: string }[];
  value: M;
  onChange: (value: M) => void;
}): ReactNode {
  return (
    <fieldset aria-label={label} className="flex shrink-0 gap-0.5">
      {modes.map((mode) => (
        <button
          key={mode.value}
          type="button"
          aria-pressed={mode.value === value}
          onClick={() => onChange(mode.value)}
          className={classNames(
            'rounded-[4px] px-1.5 text-2xs leading-[18px]',
            mode.value === value ? 'bg-sel text-accent' : 'text-dim hover:bg-hover hover:text-fg',
          )}
        >
          {mode.label}
        </button>
      ))}
    </fieldset>
  );
}
