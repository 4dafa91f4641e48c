/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are drawn only in sight cannot be a table */
import { memo, type ReactNode } from 'react';
import type { TrafficRow as Row } from '#contract/traffic-record.ts';
import { visibleText } from '#contract/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import {
  byteSize,
  directionSign,
  directionTone,
  duration,
  kindInWords,
  rowTone,
  statusOf,
  timeOfDay,
  type Tone,
} from './row-words.ts';

export const toneClass: Record<Tone, string> = {
  plain: '',
  dim: 'text-dim',
  out: 'text-accent',
  go: 'text-go',
  wait: 'text-wait',
  stop: 'text-stop',
  noise: 'text-noise',
};

export const rowHeight = 22;
/** With its line. */
export const headerHeight = 23;

export const rowId = (index: number): string => `traffic-row-${String(index)}`;

interface TrafficRowProps {
  /** Undefined while it is on its way. */
  row: Row | undefined;
  /** Position among what matches, from 0. */
  index: number;
  selected: boolean;
  /** The other half of the selected exchange. */
  paired: boolean;
  onSelect: (row: Row, index: number) => void;
}

function Cell({ className, children }: { className?: string | undefined; children?: ReactNode }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the grid has the focus
    <span role="gridcell" className={className}>
      {children}
    </span>
  );
}

function shownId(row: Row): string {
  if (row.id === undefined) return '';
  return visibleText(typeof row.id === 'string' ? `"${row.id}"` : String(row.id));
}

function Cells({ row }: { row: Row }): ReactNode {
  const direction = directionSign(row);
  const status = statusOf(row);
  const tone = toneClass[rowTone(row)];
  return (
    <>
      <Cell className="text-faint tabular-nums">{timeOfDay(row.time)}</Cell>
      <Cell>{visibleText(row.server)}</Cell>
      <Cell className={toneClass[directionTone(row)]}>
        <span aria-hidden>{direction.sign}</span>
        <span className="sr-only">{direction.words}</span>
      </Cell>
      <Cell className={classNames('wide-only', tone === '' ? 'text-dim' : tone)}>
        {kindInWords(row.kind)}
      </Cell>
      <Cell className={tone}>{visibleText(row.method ?? '')}</Cell>
      <Cell className="wide-only text-dim">{shownId(row)}</Cell>
      <Cell className={tone === '' ? 'text-dim' : tone}>
        <bdi>{visibleText(row.summary)}</bdi>
      </Cell>
      <Cell className="medium-only text-right tabular-nums">
        {row.latency === undefined ? '' : duration(row.latency)}
      </Cell>
      <Cell className="medium-only size-column text-right tabular-nums">
        {row.size > 0 ? byteSize(row.size) : ''}
      </Cell>
      <Cell className={classNames('medium-only', toneClass[status.tone])}>{status.words}</Cell>
    </>
  );
}

/** One row of the timeline. Its place is drawn even while its record is on its way, so that nothing is ever blank. */
function DrawnRow({ row, index, selected, paired, onSelect }: TrafficRowProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid handles the keys
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-seq={row?.seq}
      style={{ height: rowHeight }}
      className={classNames(
        'traffic-columns cursor-default font-mono text-xs leading-[22px]',
        selected ? 'bg-sel' : paired ? 'bg-sel/60' : 'hover:bg-hover',
      )}
      onClick={() => row && onSelect(row, index)}
    >
      {row ? <Cells row={row} /> : <Cell className="text-faint">#{index + 1} …</Cell>}
    </div>
  );
}

function isSameRow(a: Row | undefined, b: Row | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return (
    a.seq === b.seq &&
    a.status === b.status &&
    a.latency === b.latency &&
    a.pair === b.pair &&
    a.method === b.method
  );
}

export const TrafficRow = memo(
  DrawnRow,
  (a, b) =>
    a.index === b.index &&
    a.selected === b.selected &&
    a.paired === b.paired &&
    a.onSelect === b.onSelect &&
    isSameRow(a.row, b.row),
);
