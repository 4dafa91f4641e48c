import type { ReactNode } from 'react';
import type { Approval } from '#contract/grant.ts';
import { useApprovals, useStores } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHead } from '../page-head.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { formatMoment } from '../units.ts';
import { useCommand } from '../use-command.ts';
import { callerWords } from './caller-words.ts';

const columns: Column<Approval>[] = [
  { title: 'Asked', className: 'font-mono text-xs', cell: (one) => formatMoment(one.askedAt) },
  { title: 'Server', className: 'max-w-44', cell: (one) => <ServerWords text={one.server} /> },
  { title: 'Tool', className: 'max-w-56', cell: (one) => <ServerWords text={one.tool} /> },
  { title: 'By', cell: (one) => callerWords[one.caller].replace(/^by /, '') },
  {
    title: 'Arguments',
    className: 'w-full max-w-0 font-mono text-xs text-dim',
    cell: (one) => <ServerWords text={one.argumentsJson} />,
  },
  {
    title: 'Review',
    quiet: true,
    pinned: true,
    className: 'text-right',
    cell: (one) => <Review approval={one} />,
  },
];

/** The queue of what waits for a person. Decisions are made in the dialog, where everything can be read. */
export function ApprovalsPage(): ReactNode {
  const waiting = useApprovals();
  const { run, busy } = useCommand();
  const servers = [...new Set(waiting.map((one) => one.server))];
  return (
    <>
      <PageHead title="Approvals" words="Tool calls that wait for you. No clock ever allows one.">
        {servers.map((server) => (
          <Button
            key={server}
            kind="danger"
            className="max-w-64 overflow-hidden"
            disabled={busy}
            onClick={() => void run('approval.denyAll', { server })}
          >
            Deny all from {visibleWords(server).slice(0, 40)}
          </Button>
        ))}
      </PageHead>
      {waiting.length === 0 ? (
        <EmptyState title="Nothing waits for you">
          When a tool is to be called and no rule lets it pass, the call waits here until you decide.
        </EmptyState>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          <DataTable label="Approvals" columns={columns} rows={waiting} keyOf={(one) => one.id} />
        </div>
      )}
    </>
  );
}

function Review({ approval }: { approval: Approval }): ReactNode {
  const { overlay } = useStores();
  const label = `Review ${visibleWords(approval.server)} › ${visibleWords(approval.tool)}`;
  return (
    <Button
      kind="quiet"
      className="h-[20px]! text-accent!"
      aria-label={label.slice(0, 300)}
      onClick={() => overlay.review(approval.id)}
    >
      Review
    </Button>
  );
}
