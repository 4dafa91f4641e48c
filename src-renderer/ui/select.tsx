import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { inputClass } from './field.tsx';

export interface Choice {
  value: string;
  label: string;
}

/** The system's own select: known to every keyboard and screen reader. Name it with a Field or `aria-label`. */
export function Select({
  choices,
  className,
  ...rest
}: Omit<ComponentProps<'select'>, 'children'> & { choices: readonly Choice[] }): ReactNode {
  return (
    <span className={classNames('relative inline-flex min-w-0', className)}>
      <select {...rest} className={classNames(inputClass, 'h-[26px] appearance-none pr-6')}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        size={13}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
