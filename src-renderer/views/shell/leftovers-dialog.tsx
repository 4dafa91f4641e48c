import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { toHostError } from '#contract/host-error.ts';
import type { Leftover } from '#contract/leftovers.ts';
import { useHost, useStores } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ServerWords } from '../server-words.tsx';
import { byteSize } from '../traffic/row-words.ts';
import { formatMoment, plural } from '../units.ts';
import { useCommand } from '../use-command.ts';

interface Row extends Leftover {
  busy: boolean;
  end: () => void;
}

const columns: Column<Row>[] = [
  { title: 'Process', className: 'font-mono text-xs', cell: (row) => row.pid },
  { title: 'Since', className: 'text-xs', cell: (row) => formatMoment(row.startedAt) },
  { title: 'Memory', className: 'text-right text-xs', cell: (row) => byteSize(row.memory) },
  {
    title: 'Command',
    className: 'w-full max-w-0 font-mono text-xs text-dim',
    cell: (row) => <ServerWords text={row.commandLine} />,
  },
  {
    title: 'End',
    quiet: true,
    pinned: true,
    className: 'text-right',
    cell: (row) => (
      <Button kind="danger" disabled={row.busy} onClick={row.end}>
        End {row.pid}
      </Button>
    ),
  },
];

const groups = [
  { origin: 'ours', title: 'Started by a Signalbox that is gone' },
  { origin: 'orphan', title: 'Look like MCP servers whose host is gone' },
] as const;

type Found = { leftovers: readonly Leftover[] } | { failure: string } | undefined;

/** What is a leftover now; `look` looks again. */
function useLeftovers(): { found: Found; look: () => void } {
  const host = useHost();
  const [found, setFound] = useState<Found>();
  const look = useCallback((): void => {
    host
      .call('leftovers.list', {})
      .then(setFound, (thrown: unknown) => setFound({ failure: toHostError(thrown).message }));
  }, [host]);
  useEffect(look, [look]);
  return { found, look };
}

/** Processes without a host. Nothing here is ended unless a person says so. */
export function LeftoversDialog(): ReactNode {
  const { overlay, toasts } = useStores();
  const { run, busy } = useCommand();
  const { found, look } = useLeftovers();

  const end = async (ids: string[]): Promise<void> => {
    const result = await run('leftovers.end', { ids });
    if (result) {
      const { ended, alive } = result;
      const ends = `${plural(ended.length, 'process', 'processes')} ended`;
      const rest = `${plural(alive.length, 'process', 'processes')} would not end`;
      toasts.show(
        alive.length === 0
          ? { kind: 'success', text: `${ends}.` }
          : { kind: 'error', text: `${ends}, ${rest}.` },
      );
    }
    look();
  };
  const leftovers = found && 'leftovers' in found ? found.leftovers : [];

  return (
    <Dialog title="Leftover processes" open onClose={overlay.close} width={820}>
      <div className="flex flex-col gap-3 px-4 py-3" aria-busy={!found}>
        {found && 'failure' in found && <ErrorNotice code="internal" message={found.failure} />}
        {found && 'leftovers' in found && leftovers.length === 0 && (
          <EmptyState title="Nothing is left over">
            A host that is killed cannot stop its servers. What outlives it would be listed here.
          </EmptyState>
        )}
        {groups.map(({ origin, title }) => {
          const rows = leftovers
            .filter((one) => one.origin === origin)
            .map((one): Row => ({ ...one, busy, end: () => void end([one.id]) }));
          if (rows.length === 0) return null;
          return (
            <section key={origin} aria-label={title} className="min-w-0">
              <div className="flex items-center justify-between gap-3 pb-1">
                <h3 className="text-2xs font-semibold text-faint">{title}</h3>
                {origin === 'ours' && rows.length > 1 && (
                  <Button kind="danger" disabled={busy} onClick={() => void end(rows.map((row) => row.id))}>
                    End all {rows.length}
                  </Button>
                )}
              </div>
              <DataTable label={title} columns={columns} rows={rows} keyOf={(row) => row.id} />
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
