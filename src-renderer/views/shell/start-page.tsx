import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ServerState } from '#contract/server-state.ts';
import { useHostStatus, useServers, useStores } from '../../store/app-context.tsx';
import { formatRoute } from '../../store/route.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Keys } from '../../ui/keys.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { visibleWords } from '../server-words.tsx';
import { conditionSentence, conditionWords } from '../session-words.ts';

const columns: Column<ServerState>[] = [
  {
    title: 'Server',
    className: 'max-w-64 truncate',
    cell: ({ name }) => (
      <a className="hover:underline" href={formatRoute({ page: 'server', server: name, tab: 'overview' })}>
        {visibleWords(name)}
      </a>
    ),
  },
  {
    title: 'Condition',
    className: 'w-full max-w-0 truncate text-dim',
    cell: (server) => (
      <>
        <span className="mr-2">
          <StateDot tone={conditionWords(server).tone} busy={conditionWords(server).busy} />
        </span>
        <bdi>{visibleWords(conditionSentence(server)).slice(0, 300)}</bdi>
      </>
    ),
  },
  { title: 'Tools', className: 'text-right', cell: ({ counts }) => counts.tools },
  {
    title: 'Resources',
    className: 'text-right',
    cell: ({ counts }) => counts.resources + counts.resourceTemplates,
  },
  { title: 'Prompts', className: 'text-right', cell: ({ counts }) => counts.prompts },
];

/** The first screen: what this is, what it never does, every server with its condition. */
export function StartPage(): ReactNode {
  const servers = useServers();
  const { overlay } = useStores();
  const description = useHostStatus((status) => status.description);
  return (
    <div className="scroll-y min-h-0 flex-1 px-6 py-5">
      <h1 className="text-lg font-semibold">Every frame, every process, every tool call</h1>
      <p className="mt-1 max-w-[72ch] text-dim">
        Signalbox runs MCP servers, shows each byte between host and server, and asks you before a tool is
        called. It works offline: no account, no telemetry, nothing leaves this machine.
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button kind="primary" icon={<Plus size={14} />} onClick={() => overlay.open('add-server')}>
          Add a server
        </Button>
        <span className="text-faint">
          <Keys keys="mod+k" /> finds everything · <Keys keys="?" /> lists the shortcuts
        </span>
      </div>
      <div className="-mx-4 mt-4 max-w-[900px]">
        <DataTable
          label="Servers and their condition"
          columns={columns}
          rows={servers}
          keyOf={(one) => one.name}
        />
      </div>
      {description && (
        <p className="mt-4 text-2xs text-faint">
          {description.product} {description.version} · {description.shell} shell · Node {description.node} ·
          data in <bdi className="font-mono">{description.dataDir}</bdi>
        </p>
      )}
    </div>
  );
}
