/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are drawn only in sight cannot be a table */
import { useCallback, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTraffic, useTrafficStore } from './use-traffic.ts';
import type { RowScroll } from './use-row-scroll.ts';
import { nearestAtHand, spacerHeight } from './row-window.ts';
import { headerHeight, rowHeight, rowId, TrafficRow } from './traffic-row.tsx';
import './traffic.css';

const columns = [
  { name: 'time', className: '' },
  { name: 'server', className: '' },
  { name: 'direction', className: '', hidden: true },
  { name: 'kind', className: 'wide-only' },
  { name: 'method', className: '' },
  { name: 'id', className: 'wide-only' },
  { name: 'summary', className: '' },
  { name: 'latency', className: 'medium-only text-right' },
  { name: 'size', className: 'medium-only size-column text-right' },
  { name: 'status', className: 'medium-only' },
];

function Header(): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="traffic-columns h-full border-b border-line text-2xs leading-[22px] text-faint"
    >
      {columns.map(({ name, className, hidden }) => (
        <span key={name} role="columnheader" className={className}>
          {hidden === true ? <span className="sr-only">{name}</span> : name}
        </span>
      ))}
    </div>
  );
}

/**
 * The timeline. Only the rows in sight exist, in a layer that stays inside the viewport while the scrolled element
 * behind it gives the scrollbar its size: three million rows cost what thirty do.
 */
export function TrafficGrid({ scroll, onOpen }: { scroll: RowScroll; onOpen: () => void }): ReactNode {
  const traffic = useTrafficStore();
  const { rows, from, matching, selected } = useTraffic((state) => state);
  const { first, end } = scroll.window;
  const drawn = nearestAtHand(scroll.window, from, rows.length);
  const { following, scroller, attach } = scroll;
  useEffect(() => traffic.show(first, end, following), [traffic, first, end, following]);

  const at = (index: number) => rows[index - from];
  const selectedRow = rows.find((row) => row.seq === selected?.seq);
  const selectedIndex = selectedRow ? from + rows.indexOf(selectedRow) : selected?.index;
  const pair = selectedRow?.pair;

  // The row to mark may not be at hand yet after a long jump.
  const awaited = useRef<number | undefined>(undefined);
  useEffect(() => {
    const row = awaited.current === undefined ? undefined : rows[awaited.current - from];
    if (!row || awaited.current === undefined) return;
    traffic.select(row.seq, awaited.current);
    awaited.current = undefined;
  }, [rows, from, traffic]);

  function move(index: number): void {
    if (matching === 0) return;
    const next = Math.min(Math.max(0, index), matching - 1);
    scroller.reveal(next);
    const row = at(next);
    if (row) traffic.select(row.seq, next);
    else awaited.current = next;
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(scroll.size.viewport / rowHeight) - 1);
    const here = awaited.current ?? selectedIndex;
    const start = here ?? first - 1;
    const targets: Record<string, number> = {
      ArrowDown: start + 1,
      ArrowUp: here === undefined ? end - 1 : here - 1,
      PageDown: start + page,
      PageUp: start - page,
      Home: 0,
      End: matching - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) move(target);
    else if (event.key === 'Enter' && selected) {
      traffic.openDetails(true);
      onOpen();
    } else if (event.key === 'Escape' && traffic.getState().detailsOpen) traffic.openDetails(false);
    else return;
    event.preventDefault();
  }

  const onSelect = useCallback(
    (row: { seq: number }, index: number) => traffic.select(row.seq, index, true),
    [traffic],
  );

  // Rows leave at one edge and come in at the other: their elements are used again.
  const pool = Math.ceil(scroll.size.viewport / rowHeight) + 2;
  const visible = Array.from({ length: drawn.end - drawn.first }, (_, i) => drawn.first + i);
  const isSeen = selectedIndex !== undefined && selectedIndex >= first && selectedIndex < end;
  return (
    <div
      role="grid"
      aria-label="Traffic"
      aria-rowcount={matching + 1}
      aria-colcount={columns.length}
      aria-readonly
      tabIndex={0}
      {...(isSeen ? { 'aria-activedescendant': rowId(selectedIndex) } : {})}
      onKeyDown={onKeyDown}
      ref={attach}
      onScroll={scroller.scrolled}
      className="relative min-h-0 min-w-0 flex-1 scroll-y [container:traffic/inline-size] [scrollbar-gutter:stable] focus-visible:outline-offset-[-2px]"
    >
      <div role="rowgroup" className="sticky top-0 z-10 bg-panel" style={{ height: headerHeight }}>
        <Header />
      </div>
      <div role="rowgroup" style={{ height: spacerHeight(scroll.size) }}>
        <div className="sticky overflow-hidden" style={{ top: headerHeight, height: scroll.size.viewport }}>
          <div style={{ transform: `translateY(${String(-drawn.offset)}px)` }}>
            {visible.map((index) => (
              <TrafficRow
                key={index % pool}
                row={at(index)}
                index={index}
                selected={selected !== undefined && at(index)?.seq === selected.seq}
                paired={pair !== undefined && at(index)?.seq === pair}
                onSelect={onSelect}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
