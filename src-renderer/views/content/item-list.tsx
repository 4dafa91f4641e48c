import { ChevronRight, RefreshCw } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStores } from '../../store/app-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { SearchInput } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ServerWords } from '../server-words.tsx';
import { formatCount } from '../units.ts';
import { nest } from './nest.ts';

export interface ListedItem {
  /** Unique in the list: a server may send a name twice. */
  key: string;
  name: string;
  /** Smaller, below the name. */
  detail?: string | undefined;
  /** Also searched by the filter. */
  words?: string | undefined;
  /** Where it stands: folders from the outside in. */
  folders?: readonly string[] | undefined;
  selected: boolean;
  badges?: ReactNode;
  select: () => void;
}

const page = 500;
const indent = 14;

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

function Entry({ item, depth }: { item: ListedItem; depth: number }): ReactNode {
  return (
    <li>
      <button
        type="button"
        aria-current={item.selected ? 'true' : undefined}
        onClick={item.select}
        style={{ paddingLeft: 12 + depth * indent }}
        className={classNames(
          'flex w-full min-w-0 items-center gap-2 py-[3px] pr-3 text-left',
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
  );
}

/** A list of what a server offers: filter, entries, refresh. */
export function ItemList({
  server,
  label,
  items,
  empty,
  order,
  footer,
}: {
  server: string;
  /** The exact accessible name: `Tools`, `Resources`, `Prompts`. */
  label: string;
  items: readonly ListedItem[];
  /** Shown when the server offers nothing. */
  empty: string;
  /** Controls of how the list is sorted and filtered, beside the search. */
  order?: ReactNode;
  footer?: ReactNode;
}): ReactNode {
  const { inventories } = useStores();
  const [filter, setFilter] = useState('');
  const [shown, setShown] = useState(page);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const wanted = filter.trim().toLowerCase();
  const found = items.filter((item) => `${item.name} ${item.words ?? ''}`.toLowerCase().includes(wanted));
  // What is searched for is shown, wherever it stands.
  const lines = nest(found, (key) => wanted === '' && closed.has(key));
  function toggle(key: string): void {
    const next = new Set(closed);
    if (!next.delete(key)) next.add(key);
    setClosed(next);
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <div className="flex shrink-0 items-center gap-1 p-2">
        <SearchInput
          label={`Filter ${label.toLowerCase()}`}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        {order}
        <IconButton
          label={`Ask for the ${label.toLowerCase()} again`}
          icon={<RefreshCw size={13} />}
          onClick={() => void inventories.refresh(server)}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only moves the focus of the buttons inside */}
      <ul aria-label={label} className="min-h-0 flex-1 scroll-y pb-2" onKeyDown={moveFocus}>
        {lines.slice(0, shown).map((line) =>
          line.kind === 'folder' ? (
            <li key={`folder ${line.key}`}>
              <button
                type="button"
                aria-expanded={line.open}
                onClick={() => toggle(line.key)}
                style={{ paddingLeft: 8 + line.depth * indent }}
                className="flex w-full min-w-0 items-center gap-1 py-[2px] pr-3 text-left text-2xs text-faint hover:bg-hover"
              >
                <ChevronRight
                  size={12}
                  aria-hidden
                  className={classNames('shrink-0', line.open && 'rotate-90')}
                />
                <ServerWords text={line.label} className="min-w-0" />
                <span className="ml-auto shrink-0 tabular-nums">{line.count}</span>
              </button>
            </li>
          ) : (
            <Entry key={line.item.key} item={line.item} depth={line.depth} />
          ),
        )}
        {lines.length > shown && (
          <li className="px-3 py-1">
            <button
              type="button"
              className="text-xs text-accent underline"
              onClick={() => setShown(shown + page)}
            >
              {formatCount(lines.length - shown)} more
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
