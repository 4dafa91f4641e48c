import { ArrowDownToLine, Pause, Play, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { toHostError } from '#contract/host-error.ts';
import { useActions, useLayoutSize, useToast } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { ExportButton } from './export-button.tsx';
import { FilterBox } from './filter-box.tsx';
import { filterInWords, readFilterText } from './filter-text.ts';
import { PinnedRecords } from './pinned-records.tsx';
import { TrafficDetails } from './traffic-details.tsx';
import { TrafficGrid } from './traffic-grid.tsx';
import { headerHeight, rowHeight } from './traffic-row.tsx';
import { useRowScroll } from './use-row-scroll.ts';
import { useTraffic, useTrafficStore } from './use-traffic.ts';

/** Why no row is to be seen, and what to do about it. */
function Nothing(): ReactNode {
  const traffic = useTrafficStore();
  const { count, paused, held, filterText, filter } = useTraffic((state) => state);
  if (Object.keys(filter).length > 0 && count > 0) {
    return (
      <EmptyState
        title="Nothing matches the filter"
        actions={
          <Button
            onClick={() => {
              traffic.type('');
              traffic.filterBy({});
            }}
          >
            Clear the filter
          </Button>
        }
      >
        {count.toLocaleString('en')} records are there; none fits “{filterText}”.
      </EmptyState>
    );
  }
  if (paused) {
    return (
      <EmptyState title="Paused" actions={<Button onClick={() => traffic.resume()}>Resume</Button>}>
        {held === 0
          ? 'Records are still kept while this list stands still.'
          : `${String(held)} new records wait.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No traffic yet">
      Start a server: every frame between it and Signalbox, its stderr and what is decided appear here.
    </EmptyState>
  );
}

function ClearDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const traffic = useTrafficStore();
  const toast = useToast();
  const count = useTraffic((state) => state.count);
  function clear(): void {
    onClose();
    traffic.clear().catch((thrown: unknown) => toast({ kind: 'error', text: toHostError(thrown).message }));
  }
  return (
    <Dialog
      title="Clear traffic"
      open={open}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" onClick={clear}>
            Clear all records
          </Button>
        </>
      }
    >
      <p className="p-4">
        All {count.toLocaleString('en')} records of all servers are removed for good. Servers, rules and the
        audit stay.
      </p>
    </Dialog>
  );
}

/** The one timeline of frames, noise, stderr, lifecycle and decisions. `full`: it has the whole page. */
export function TrafficPanel({ full }: { full: boolean }): ReactNode {
  const traffic = useTrafficStore();
  const { matching, count, filter, filterText, paused, held, loaded, error, selected, detailsOpen } =
    useTraffic((state) => state);
  const scroll = useRowScroll(matching, rowHeight, headerHeight);
  const { scroller } = scroll;
  const [clearing, setClearing] = useState(false);
  const [detailsSize, setDetailsSize] = useLayoutSize(full ? 'traffic-details-full' : 'traffic-details', 500);
  const problems = readFilterText(filterText).problems;
  const empty = loaded && matching === 0;

  useActions(
    () => [
      paused
        ? { id: 'traffic.resume', title: 'Resume traffic', group: 'Traffic', run: () => traffic.resume() }
        : { id: 'traffic.pause', title: 'Pause traffic', group: 'Traffic', run: () => traffic.pause() },
      { id: 'traffic.clear', title: 'Clear traffic…', group: 'Traffic', run: () => setClearing(true) },
      {
        id: 'traffic.end',
        title: 'Go to the end of the traffic',
        group: 'Traffic',
        run: () => scroller.toEnd(),
      },
    ],
    [paused, traffic, scroller],
  );

  const list = (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <TrafficGrid scroll={scroll} onOpen={() => undefined} />
      {empty && (
        <div className="absolute inset-x-0 top-[23px] bottom-0 flex bg-panel">
          {error ? (
            <div className="m-auto p-4">
              <ErrorNotice code={error.code} message={visibleText(error.message)} />
            </div>
          ) : (
            <Nothing />
          )}
        </div>
      )}
    </div>
  );

  return (
    <section aria-label="Traffic" className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <header className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-[5px]">
        <h2 className="shrink-0 font-semibold">Traffic</h2>
        <FilterBox />
        <output
          aria-label="Traffic shown"
          className="max-w-[40%] min-w-0 truncate text-xs text-faint tabular-nums"
          title={problems[0] ?? filterInWords(filter, matching, count)}
        >
          {problems.length > 0 ? (
            <span className="text-wait">{problems[0]}</span>
          ) : (
            filterInWords(filter, matching, count)
          )}
          {held > 0 && <span className="text-wait"> · {held.toLocaleString('en')} new</span>}
        </output>
        <IconButton
          label="Follow the newest record"
          aria-pressed={scroll.following}
          icon={<ArrowDownToLine size={14} />}
          onClick={() => scroller.toEnd()}
        />
        <IconButton
          label={paused ? 'Resume' : 'Pause'}
          aria-pressed={paused}
          icon={paused ? <Play size={14} /> : <Pause size={14} />}
          onClick={() => (paused ? traffic.resume() : traffic.pause())}
        />
        <ExportButton />
        <IconButton
          label="Clear"
          icon={<Trash2 size={14} />}
          disabled={count === 0}
          onClick={() => setClearing(true)}
        />
      </header>
      <PinnedRecords />
      <SplitPane
        label="Width of the details"
        direction="row"
        sized="second"
        size={detailsSize}
        onSize={setDetailsSize}
        min={260}
        minRest={240}
        first={list}
        second={selected && detailsOpen ? <TrafficDetails /> : undefined}
      />
      <ClearDialog open={clearing} onClose={() => setClearing(false)} />
    </section>
  );
}
