import { RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { AuditEntry } from '#contract/grant.ts';
import { useHost } from '../../store/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SearchInput } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHead } from '../page-head.tsx';
import { ServerWords } from '../server-words.tsx';
import { formatMoment } from '../units.ts';
import { auditReason } from './audit-words.ts';

/** As many as the host gives at once. */
const limit = 1000;
/** Milliseconds in which further decisions are gathered into one look. */
const gather = 300;

const columns: Column<AuditEntry>[] = [
  {
    title: 'When',
    className: 'whitespace-nowrap font-mono text-xs',
    cell: (entry) => formatMoment(entry.time),
  },
  {
    title: 'Outcome',
    cell: (entry) => <Badge tone={entry.outcome === 'allowed' ? 'go' : 'stop'}>{entry.outcome}</Badge>,
  },
  { title: 'Server', className: 'max-w-44', cell: (entry) => <Words text={entry.server} /> },
  { title: 'Tool', className: 'max-w-56', cell: (entry) => <Words text={entry.tool} /> },
  { title: 'Asked by', wideOnly: true, cell: (entry) => entry.caller },
  { title: 'Why', cell: (entry) => auditReason(entry) },
  {
    title: 'Arguments',
    className: 'w-full max-w-0 font-mono text-xs text-dim',
    cell: (entry) => <Words text={entry.argumentsJson} />,
  },
];

/** What ran, why and when – and what was stopped. */
export function AuditPage(): ReactNode {
  const host = useHost();
  const [entries, setEntries] = useState<readonly AuditEntry[]>();
  const [error, setError] = useState<HostError>();
  const [filter, setFilter] = useState('');

  const load = useCallback(() => {
    host.call('audit.list', { limit }).then(
      (answer) => {
        setEntries(answer.entries.toSorted((one, other) => other.seq - one.seq));
        setError(undefined);
      },
      (thrown: unknown) => setError(toHostError(thrown)),
    );
  }, [host]);

  useEffect(() => {
    load();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = host.listen((batch) => {
      const decided = batch.events.some(
        (event) => event.type === 'call.changed' || event.type === 'approval.settled',
      );
      if (!decided || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        load();
      }, gather);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [host, load]);

  const needle = filter.trim().toLowerCase();
  const shown = (entries ?? []).filter((entry) =>
    `${entry.server} ${entry.tool} ${entry.outcome} ${entry.argumentsJson.slice(0, 2000)}`
      .toLowerCase()
      .includes(needle),
  );
  return (
    <>
      <PageHead title="Audit" words="Each decision about a tool call, written before the call was sent.">
        <SearchInput
          label="Filter audit"
          className="w-56!"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <IconButton label="Look again" icon={<RefreshCw size={14} />} onClick={load} />
      </PageHead>
      {error && (
        <div className="p-4">
          <ErrorNotice code={error.code} message={error.message} evidence={error.evidence} />
        </div>
      )}
      {entries && shown.length === 0 && (
        <EmptyState title={entries.length === 0 ? 'Nothing was decided yet' : 'No decision matches'}>
          {entries.length === 0
            ? 'Run a tool: what you or a rule decide about it is written here.'
            : 'Change the filter to see the others.'}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <div className="min-h-0 flex-1 overflow-auto">
          <DataTable label="Audit" columns={columns} rows={shown} keyOf={(entry) => String(entry.seq)} />
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
