/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- a datalist cannot show what arrives while typing */
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { TextInput } from '../../ui/field.tsx';

/** Asks for completions of what is typed for the argument `name`; an empty list when there are none. */
export type Complete = (name: string, value: string, signal: AbortSignal) => Promise<string[]>;

interface CompletingInputProps {
  tie: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean };
  /** Of the argument. */
  name: string;
  value: string;
  /** Undefined when the server completes nothing. */
  complete: Complete | undefined;
  onChange: (value: string) => void;
}

const rest = 150;
const most = 100;

/** A text field with the completions a server offers (MCP `completion/complete`). */
export function CompletingInput({ tie, name, value, complete, onChange }: CompletingInputProps): ReactNode {
  const listId = useId();
  const [found, setFound] = useState<{ value: string; choices: string[] }>();
  const [marked, setMarked] = useState(-1);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!complete || !open) return undefined;
    const control = new AbortController();
    const timer = setTimeout(() => {
      complete(name, value, control.signal).then(
        (choices) => !control.signal.aborted && setFound({ value, choices: choices.slice(0, most) }),
        // Completion is a convenience: the field works without it.
        () => undefined,
      );
    }, rest);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [complete, name, value, open]);

  const choices = open ? (found?.choices.filter((choice) => choice !== value) ?? []) : [];
  function take(choice: string): void {
    onChange(choice);
    setOpen(false);
    setMarked(-1);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const choice = choices[marked];
    if (event.key === 'ArrowDown' && !open) setOpen(true);
    else if (event.key === 'ArrowDown' && choices.length > 0) setMarked((marked + 1) % choices.length);
    else if (event.key === 'ArrowUp' && choices.length > 0)
      setMarked(marked <= 0 ? choices.length - 1 : marked - 1);
    else if (event.key === 'Enter' && choice !== undefined) take(choice);
    else if (event.key === 'Escape' && choices.length > 0) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const isOpen = choices.length > 0;
  return (
    <div className="relative">
      <TextInput
        {...tie}
        mono
        value={value}
        {...(complete
          ? {
              role: 'combobox',
              'aria-expanded': isOpen,
              'aria-controls': listId,
              'aria-autocomplete': 'list' as const,
            }
          : {})}
        {...(isOpen && marked >= 0 ? { 'aria-activedescendant': `${listId}-${String(marked)}` } : {})}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setOpen(true);
          setMarked(-1);
          onChange(event.target.value);
        }}
      />
      {isOpen && (
        <ul
          id={listId}
          role="listbox"
          aria-label="Completions"
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-56 scroll-y rounded-[6px] border border-line-strong bg-raised p-1 shadow-float"
        >
          {choices.map((choice, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field handles the keys
            <li
              key={choice}
              id={`${listId}-${String(index)}`}
              role="option"
              aria-selected={index === marked}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(choice)}
              className={classNames(
                'truncate rounded-[4px] px-2 font-mono text-xs leading-[22px]',
                index === marked ? 'bg-sel' : 'hover:bg-hover',
              )}
            >
              {visibleText(choice.slice(0, 500))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
