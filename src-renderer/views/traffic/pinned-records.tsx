import { Pin, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { directionSign, kindInWords } from './row-words.ts';
import { useTraffic, useTrafficStore } from './use-traffic.ts';

/** The records that were pinned: to come back to, whatever the filter shows. */
export function PinnedRecords(): ReactNode {
  const traffic = useTrafficStore();
  const pinned = useTraffic((state) => state.pinned);
  const selected = useTraffic((state) => state.selected?.seq);
  if (pinned.length === 0) return null;
  return (
    <ul
      aria-label="Pinned records"
      className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-3 py-1 text-xs"
    >
      <li aria-hidden className="text-faint">
        <Pin size={12} />
      </li>
      {pinned.map((row) => (
        <li
          key={row.seq}
          className={classNames(
            'flex min-w-0 items-center rounded-[4px] border border-line',
            row.seq === selected ? 'bg-sel' : 'hover:bg-hover',
          )}
        >
          <button
            type="button"
            className="flex max-w-64 min-w-0 gap-1 px-1.5 font-mono"
            onClick={() => traffic.select(row.seq, -1, true)}
          >
            <span className="text-faint">#{row.seq}</span>
            <span className="truncate">
              <span aria-hidden>{directionSign(row).sign} </span>
              {visibleText(row.method ?? kindInWords(row.kind))}
            </span>
          </button>
          <IconButton
            label={`Unpin record ${String(row.seq)}`}
            icon={<X size={11} />}
            className="size-[18px]"
            onClick={() => traffic.togglePin(row)}
          />
        </li>
      ))}
    </ul>
  );
}
