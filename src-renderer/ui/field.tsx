import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** The look of every control that text is typed into. */
export const inputClass =
  'w-full min-w-0 rounded-[5px] border border-line-strong bg-field px-2 text-fg placeholder:text-faint disabled:opacity-60 aria-invalid:border-stop';

export interface FieldProps {
  label: string;
  /** Beside the label: `optional`, `1 – 1000`. */
  note?: ReactNode;
  /** Below the control. */
  hint?: ReactNode;
  error?: string | undefined;
  className?: string | undefined;
  /** Draws the control with what ties it to label, hint and error. */
  children: (tie: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}

/** A label, a control, a hint and an error, tied together for screen readers. */
export function Field({ label, note, hint, error, className, children }: FieldProps): ReactNode {
  const id = useId();
  const hintId = `${id}-hint`;
  const described = hint !== undefined || error !== undefined;
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="flex items-baseline gap-1.5 font-medium">
        {label}
        {note !== undefined && <span className="text-xs font-normal text-faint">{note}</span>}
      </label>
      {children({
        id,
        'aria-describedby': described ? hintId : undefined,
        'aria-invalid': error !== undefined,
      })}
      {described && (
        <div id={hintId} className={classNames('text-xs', error === undefined ? 'text-faint' : 'text-stop')}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

export function TextInput({
  className,
  mono,
  ...rest
}: ComponentProps<'input'> & { mono?: boolean }): ReactNode {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classNames(inputClass, 'h-[26px]', mono === true && 'font-mono text-xs', className)}
    />
  );
}

export function TextArea({
  className,
  mono,
  ...rest
}: ComponentProps<'textarea'> & { mono?: boolean }): ReactNode {
  return (
    <textarea
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classNames(
        inputClass,
        'min-h-14 resize-y py-1',
        mono === true && 'font-mono text-xs',
        className,
      )}
    />
  );
}

/** A text field that searches; its name is its label. */
export function SearchInput({
  label,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: string }): ReactNode {
  return (
    <input
      type="search"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      placeholder={label}
      {...rest}
      className={classNames(
        inputClass,
        'h-[26px] [&::-webkit-search-cancel-button]:appearance-none',
        className,
      )}
    />
  );
}

export function Checkbox({
  label,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }): ReactNode {
  return (
    <label className={classNames('inline-flex items-center gap-2', className)}>
      <input type="checkbox" {...rest} className="size-3.5 accent-accent-solid" />
      {label}
    </label>
  );
}
