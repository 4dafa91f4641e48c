import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Children drawn before a person asks for more. */
const pageSize = 100;
const longestString = 4000;

/** A value as a tree; only what is opened is drawn. `visible` makes hidden characters of a text visible. */
export function JsonView({
  value,
  label = 'JSON',
  openDepth = 2,
  visible = (text) => text,
  className,
}: {
  value: unknown;
  label?: string | undefined;
  /** Levels that are open at first. */
  openDepth?: number | undefined;
  visible?: ((text: string) => string) | undefined;
  className?: string | undefined;
}): ReactNode {
  return (
    <ul
      role="tree"
      aria-label={label}
      className={classNames('min-w-0 font-mono text-xs leading-[19px]', className)}
    >
      <Node name={undefined} value={value} depth={0} openDepth={openDepth} visible={visible} />
    </ul>
  );
}

interface NodeProps {
  name: string | undefined;
  value: unknown;
  depth: number;
  openDepth: number;
  visible: (text: string) => string;
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value);
}

function Node({ name, value, depth, openDepth, visible }: NodeProps): ReactNode {
  const [open, setOpen] = useState(depth < openDepth);
  const [shown, setShown] = useState(pageSize);
  const entries = entriesOf(value);
  const key = name === undefined ? null : <bdi className="text-accent">{visible(name.slice(0, 500))}: </bdi>;
  const indent = { paddingLeft: depth * 14 };

  if (!entries) {
    return (
      <li role="treeitem" aria-selected={false} style={indent} className="break-words whitespace-pre-wrap">
        <span className="inline-block w-[14px]" />
        {key}
        <Leaf value={value} visible={visible} />
      </li>
    );
  }
  const list = Array.isArray(value);
  const size = `${list ? '[' : '{'}${entries.length === 0 ? '' : `… ${String(entries.length)}`}${list ? ']' : '}'}`;
  return (
    <li role="treeitem" aria-selected={false} aria-expanded={open} className="min-w-0">
      <button
        type="button"
        style={indent}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center rounded-[3px] text-left hover:bg-hover"
      >
        <ChevronRight
          size={12}
          aria-hidden
          className={classNames('mr-0.5 shrink-0 text-faint', open && 'rotate-90')}
        />
        <span className="truncate">
          {key}
          <span className="text-faint">{size}</span>
        </span>
      </button>
      {open && entries.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the group of a tree (WAI-ARIA) is a list
        <ul role="group">
          {entries.slice(0, shown).map(([childName, child]) => (
            <Node
              key={childName}
              name={childName}
              value={child}
              depth={depth + 1}
              openDepth={openDepth}
              visible={visible}
            />
          ))}
          {entries.length > shown && (
            <li role="treeitem" aria-selected={false} style={{ paddingLeft: (depth + 1) * 14 + 14 }}>
              <button
                type="button"
                className="text-accent underline"
                onClick={() => setShown(shown + pageSize * 5)}
              >
                {entries.length - shown} more
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Leaf({ value, visible }: { value: unknown; visible: (text: string) => string }): ReactNode {
  const [whole, setWhole] = useState(false);
  if (typeof value === 'string') {
    const long = value.length > longestString && !whole;
    return (
      <>
        <bdi className="text-go">"{visible(long ? value.slice(0, longestString) : value)}"</bdi>
        {long && (
          <button type="button" className="ml-1 text-accent underline" onClick={() => setWhole(true)}>
            {value.length - longestString} more characters
          </button>
        )}
      </>
    );
  }
  if (value === null || value === undefined) return <span className="text-faint">{String(value)}</span>;
  return <span className="text-noise">{JSON.stringify(value)}</span>;
}
