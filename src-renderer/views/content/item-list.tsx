import { RefreshCw } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStores } from '../../store/app-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { SearchInput } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ServerWords } from '../server-words.tsx';
import { formatCount } from '../units.ts';

export interface ListedItem {
  /** Unique in the list: a server may send a name twice. */
  key: string;
  name: string;
  /** Smaller, below the name. */
  detail?: string | undefined;
  /** Also searched by the filter. */
  words?: string | undefined;
  selected: boolean;
  badges?: ReactNode;
  select: () => void;
}

const page = 500;

/** Up and down move between the entries, as in every list of a desktop program. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = buttons[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** A list of what a server offers: filter, entries, refresh. */
export function ItemList({
  server,
  label,
  items,
  empty,
  footer,
}: {
  server: string;
  /** The exact accessible name: `Tools`, `Resources`, `Prompts`. */
  label: string;
  items: readonly ListedItem[];
  /** Shown when the server offers nothing. */
  empty: string;
  footer?: ReactNode;
}): ReactNode {
  const { inventories } = useStores();
  const [filter, setFilter] = useState('');
  const [shown, setShown] = useState(page);
  const wanted = filter.trim().toLowerCase();
  const found = items.filter((item) => `${item.name} ${item.words ?? ''}`.toLowerCase().includes(wanted));
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <div className="flex shrink-0 items-center gap-1 p-2">
        <SearchInput
          label={`Filter ${label.toLowerCase()}`}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <IconButton
          label={`Ask for the ${label.toLowerCase()} again`}
          icon={<RefreshCw size={13} />}
          onClick={() => void inventories.refresh(server)}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only moves the focus of the buttons inside */}
      <ul aria-label={label} className="min-h-0 flex-1 scroll-y pb-2" onKeyDown={moveFocus}>
        {found.slice(0, shown).map((item) => (
          <li key={item.key}>
            <button
              type="button"
              aria-current={item.selected ? 'true' : undefined}
              onClick={item.select}
              className={classNames(
                'flex w-full min-w-0 items-center gap-2 px-3 py-[3px] text-left',
                item.selected ? 'bg-sel' : 'hover:bg-hover',
              )}
            >
              <span className="flex max-w-full min-w-0 flex-col">
                <ServerWords text={item.name} className="block" />
                {item.detail !== undefined && (
                  <ServerWords text={item.detail} className="block font-mono text-2xs text-faint" />
                )}
              </span>
              {item.badges !== undefined && (
                // The name matters more than what is claimed of it: this takes only the room that is left.
                <span className="flex h-[17px] min-w-0 flex-1 flex-wrap justify-end overflow-hidden">
                  {/* A badge that has no room beside this falls out of sight whole. */}
                  <span aria-hidden className="h-full w-px" />
                  {item.badges}
                </span>
              )}
            </button>
          </li>
        ))}
        {found.length > shown && (
          <li className="px-3 py-1">
            <button
              type="button"
              className="text-xs text-accent underline"
              onClick={() => setShown(shown + page)}
            >
              {formatCount(found.length - shown)} more
            </button>
          </li>
        )}
        {items.length === 0 && <li className="px-3 py-2 text-dim">{empty}</li>}
        {items.length > 0 && found.length === 0 && (
          <li className="px-3 py-2 text-dim">Nothing fits the filter.</li>
        )}
      </ul>
      {footer}
    </div>
  );
}
