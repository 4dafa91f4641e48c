import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface SplitPaneProps {
  /** Names what is resized, for screen readers. */
  label: string;
  /** `row`: side by side. `column`: one above the other. */
  direction: 'row' | 'column';
  /** Which of the two has the given size; the other takes the rest. */
  sized: 'first' | 'second';
  /** Pixels. */
  size: number;
  onSize: (size: number) => void;
  min?: number | undefined;
  /** Pixels that always stay for the other pane. */
  minRest?: number | undefined;
  /** Makes the first pane, with the line, a complementary landmark of this name. */
  aside?: string | undefined;
  first: ReactNode;
  /** Undefined: not there now; the first pane takes all of the room and stays as it is. */
  second: ReactNode;
  className?: string | undefined;
}

/** Two panes and a line between them that can be dragged, or moved with the arrow keys (Shift: larger steps). */
export function SplitPane(props: SplitPaneProps): ReactNode {
  const { direction, sized, size, onSize, min = 120, minRest = 120, first, second, label } = props;
  const box = useRef<HTMLDivElement>(null);
  const drag = useRef<{ at: number; size: number } | undefined>(undefined);
  const row = direction === 'row';
  const both = second !== undefined;

  function change(next: number): void {
    const whole = (row ? box.current?.clientWidth : box.current?.clientHeight) ?? 0;
    onSize(Math.round(Math.max(min, Math.min(next, whole - minRest))));
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: row ? event.clientX : event.clientY, size };
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (!drag.current) return;
    const moved = (row ? event.clientX : event.clientY) - drag.current.at;
    change(drag.current.size + (sized === 'first' ? moved : -moved));
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const grow = row ? 'ArrowRight' : 'ArrowDown';
    const shrink = row ? 'ArrowLeft' : 'ArrowUp';
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    const step = (event.shiftKey ? 64 : 16) * (event.key === grow ? 1 : -1);
    change(size + (sized === 'first' ? step : -step));
  }

  const sizeStyle = row
    ? { width: size, maxWidth: `calc(100% - ${String(minRest)}px)` }
    : { height: size, maxHeight: `calc(100% - ${String(minRest)}px)` };
  const pane = (which: 'first' | 'second', content: ReactNode): ReactNode => (
    <div
      style={both && which === sized ? sizeStyle : undefined}
      className={classNames(
        'flex min-h-0 min-w-0 flex-col overflow-hidden',
        both && which === sized ? 'shrink-0' : 'flex-1',
      )}
    >
      {content}
    </div>
  );
  const separator = (
    // A separator that can be moved is a control (WAI-ARIA window splitter).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an hr cannot be moved
      role="separator"
      aria-label={label}
      aria-orientation={row ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a movable separator takes the focus
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = undefined)}
      onPointerCancel={() => (drag.current = undefined)}
      onKeyDown={onKeyDown}
      className={classNames(
        'relative z-10 shrink-0 touch-none bg-line select-none hover:bg-accent focus-visible:bg-accent focus-visible:outline-none',
        'after:absolute after:content-[""]',
        row
          ? 'w-px cursor-col-resize after:inset-y-0 after:-left-1 after:w-[9px]'
          : 'h-px cursor-row-resize after:inset-x-0 after:-top-1 after:h-[9px]',
      )}
    />
  );
  const start = (
    <>
      {pane('first', first)}
      {both && separator}
    </>
  );
  return (
    <div
      ref={box}
      className={classNames('flex min-h-0 min-w-0 flex-1', row ? 'flex-row' : 'flex-col', props.className)}
    >
      {props.aside === undefined ? (
        start
      ) : (
        <aside aria-label={props.aside} className="contents">
          {start}
        </aside>
      )}
      {both && pane('second', second)}
    </div>
  );
}
