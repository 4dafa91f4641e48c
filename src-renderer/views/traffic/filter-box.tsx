/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- a datalist cannot complete one word of several */
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useServers } from '../../store/app-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { SearchInput } from '../../ui/field.tsx';
import { completeFilterText, readFilterText, withCompletion } from './filter-text.ts';
import { useTraffic, useTrafficStore } from './use-traffic.ts';

const commonMethods = [
  'tools/call',
  'tools/list',
  'resources/read',
  'resources/list',
  'prompts/get',
  'prompts/list',
  'initialize',
  'server/discover',
  'notifications/message',
  'notifications/progress',
  'ping',
];

/** Milliseconds of rest before what was typed is asked for. */
const rest = 120;

/** The search box of the timeline, with completions for `server:`, `kind:` and `method:`. */
export function FilterBox(): ReactNode {
  const traffic = useTrafficStore();
  const servers = useServers();
  const rows = useTraffic((state) => state.rows);
  const text = useTraffic((state) => state.filterText);
  const [marked, setMarked] = useState(-1);
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listId = useId();

  const choices = useMemo(() => {
    if (!focused) return [];
    const methods = [...new Set([...rows.flatMap((row) => row.method ?? []), ...commonMethods])].toSorted();
    return completeFilterText(
      text,
      servers.map((server) => server.name),
      methods,
    );
  }, [focused, text, servers, rows]);

  function type(next: string): void {
    traffic.type(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => traffic.filterBy(readFilterText(next).filter), rest);
    setMarked(-1);
  }

  function take(choice: string): void {
    type(withCompletion(text, choice));
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const choice = choices[marked];
    if (event.key === 'ArrowDown' && choices.length > 0) setMarked((marked + 1) % choices.length);
    else if (event.key === 'ArrowUp' && choices.length > 0) {
      setMarked(
        (marked + choices.length) % (choices.length + 1) === choices.length ? choices.length - 1 : marked - 1,
      );
    } else if (event.key === 'Enter' && choice !== undefined) take(choice);
    else if (event.key === 'Escape' && text !== '') type('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const open = choices.length > 0;
  return (
    <div className="relative min-w-32 flex-1">
      <SearchInput
        ref={input}
        label="Filter traffic"
        placeholder="Filter: server: kind: method: or any text"
        value={text}
        aria-autocomplete="list"
        {...(open ? { 'aria-controls': listId } : {})}
        {...(open && marked >= 0 ? { 'aria-activedescendant': `${listId}-${String(marked)}` } : {})}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        className="font-mono text-xs"
      />
      {open && (
        <ul
          id={listId}
          role="listbox"
          aria-label="Completions"
          className="absolute top-full left-0 z-30 mt-1 max-h-64 min-w-48 scroll-y rounded-[6px] border border-line-strong bg-raised p-1 shadow-float"
        >
          {choices.map((choice, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the search box handles the keys
            <li
              key={choice}
              id={`${listId}-${String(index)}`}
              role="option"
              aria-selected={index === marked}
              // The search box keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(choice)}
              className={classNames(
                'rounded-[4px] px-2 font-mono text-xs leading-[22px]',
                index === marked ? 'bg-sel' : 'hover:bg-hover',
              )}
            >
              {choice}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
