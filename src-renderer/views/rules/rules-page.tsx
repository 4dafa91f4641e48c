import { useState, type ReactNode } from 'react';
import type { Grant } from '#contract/grant.ts';
import { useGrants } from '../../store/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchInput } from '../../ui/field.tsx';
import { PageHead } from '../page-head.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { formatCount, formatMoment } from '../units.ts';
import { useCommand } from '../use-command.ts';

const scopes = { session: 'this session', always: 'always' } as const;

const columns: Column<Grant>[] = [
  { title: 'Server', className: 'max-w-48', cell: (grant) => <Words text={grant.server} /> },
  { title: 'Tool', className: 'max-w-64', cell: (grant) => <Words text={grant.tool} /> },
  { title: 'Passes', cell: (grant) => scopes[grant.scope] },
  {
    title: 'State',
    cell: (grant) =>
      grant.state === 'active' ? (
        <Badge tone="go">active</Badge>
      ) : (
        <span className="flex items-center gap-2">
          <Badge tone="wait">suspended</Badge>
          <span className="text-xs text-dim">
            the tool or its server changed; allow it anew when it is asked
          </span>
        </span>
      ),
  },
  { title: 'Used', className: 'text-right', cell: (grant) => `${formatCount(grant.uses)} ×` },
  {
    title: 'Last used',
    wideOnly: true,
    cell: (grant) => (grant.lastUsedAt === undefined ? 'never' : formatMoment(grant.lastUsedAt)),
  },
  { title: 'Since', cell: (grant) => formatMoment(grant.createdAt) },
  {
    title: 'Definition',
    wideOnly: true,
    className: 'font-mono text-xs text-faint',
    cell: (grant) => <span title={`SHA-256 ${grant.fingerprint}`}>{grant.fingerprint.slice(0, 10)}</span>,
  },
  {
    title: 'Revoke',
    quiet: true,
    pinned: true,
    className: 'text-right',
    cell: (grant) => <Revoke grant={grant} />,
  },
];

/** Every rule: what it lets pass, how often it did, and how to take it back. */
export function RulesPage(): ReactNode {
  const grants = useGrants();
  const [filter, setFilter] = useState('');
  const needle = filter.trim().toLowerCase();
  const shown = grants.filter((grant) => `${grant.server} ${grant.tool}`.toLowerCase().includes(needle));
  return (
    <>
      <PageHead title="Rules" words="Calls that pass without asking. Everything else waits for you.">
        <SearchInput
          label="Filter rules"
          className="w-56!"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </PageHead>
      {shown.length === 0 ? (
        <EmptyState title={grants.length === 0 ? 'No rule yet' : 'No rule matches'}>
          {grants.length === 0
            ? 'A rule is made when you answer "Allow for this session" or "Always allow" to a tool call. Until then every call asks you.'
            : 'Change the filter to see the others.'}
        </EmptyState>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          <DataTable label="Rules" columns={columns} rows={shown} keyOf={(grant) => grant.id} />
        </div>
      )}
    </>
  );
}

function Words({ text }: { text: string }): ReactNode {
  return (
    <span className="flex min-w-0">
      <ServerWords text={text} />
    </span>
  );
}

function Revoke({ grant }: { grant: Grant }): ReactNode {
  const { run, busy } = useCommand();
  const label = `Revoke the rule for ${visibleWords(grant.server)} › ${visibleWords(grant.tool)}`;
  return (
    <Button
      kind="quiet"
      className="h-[20px]! text-stop!"
      aria-label={label.slice(0, 300)}
      disabled={busy}
      onClick={() => void run('rule.revoke', { id: grant.id })}
    >
      Revoke
    </Button>
  );
}
