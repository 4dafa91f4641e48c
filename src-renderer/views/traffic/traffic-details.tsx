import { Pin, Send, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { TrafficRow } from '#contract/traffic-record.ts';
import { visibleText } from '#contract/visible-text.ts';
import { useToast } from '../../store/app-context.tsx';
import { ScrollArea } from '../content/scroll-area.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RecordCompare } from './record-compare.tsx';
import { RecordBody, type BodyMode } from './record-body.tsx';
import {
  byteSize,
  directionSign,
  duration,
  flagInWords,
  kindInWords,
  statusOf,
  timeOfDay,
} from './row-words.ts';
import { useCommand } from '../use-command.ts';
import { useRecord, type RecordState } from './use-record.ts';
import { useTraffic, useTrafficStore } from './use-traffic.ts';

type Mode = BodyMode | 'exchange' | 'compare';

const isMode = (value: string): value is Mode =>
  value === 'tree' || value === 'raw' || value === 'exchange' || value === 'compare';

function Facts({ row }: { row: TrafficRow }): ReactNode {
  const facts: [string, string | undefined][] = [
    ['time', `${new Date(row.time).toLocaleDateString()} ${timeOfDay(row.time)}`],
    ['server', `${visibleText(row.server)}, session ${String(row.session)}`],
    ['direction', directionSign(row).words],
    ['kind', kindInWords(row.kind)],
    ['method', row.method === undefined ? undefined : visibleText(row.method)],
    ['id', row.id === undefined ? undefined : visibleText(JSON.stringify(row.id))],
    ['status', statusOf(row).words],
    ['latency', row.latency === undefined ? undefined : duration(row.latency)],
    ['size', byteSize(row.size)],
    ['caller', row.caller],
  ];
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
      {facts.map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <div key={name} className="flex min-w-0 gap-1.5">
            <dt className="text-faint">{name}</dt>
            <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Half({ title, state }: { title: string; state: RecordState }): ReactNode {
  return (
    <section aria-label={title} className="min-w-0 flex-1 basis-52">
      <h4 className="mb-1 text-2xs font-semibold text-faint">
        {title}
        {state.record && (
          <span className="ml-2 font-normal">
            {timeOfDay(state.record.row.time)} · {byteSize(state.record.row.size)}
          </span>
        )}
      </h4>
      {state.error && <ErrorNotice code={state.error.code} message={visibleText(state.error.message)} />}
      {state.record && <RecordBody record={state.record} mode="tree" onMore={state.more} />}
    </section>
  );
}

/** Sends the request again. What is asked for a tool passes the gate like every call. */
function ResendButton({ seq }: { seq: number }): ReactNode {
  const toast = useToast();
  const { busy, run } = useCommand();
  async function send(): Promise<void> {
    const answer = await run('traffic.resend', { seq });
    if (answer && !answer.call) toast({ kind: 'success', text: 'Sent again; its answer is in the traffic.' });
  }
  return (
    <IconButton
      label="Send this request again"
      icon={<Send size={13} />}
      disabled={busy}
      className="size-5"
      onClick={() => void send()}
    />
  );
}

/** What came and went with one row: facts, flags in words, the message, and the other half of its exchange. */
export function TrafficDetails(): ReactNode {
  const traffic = useTrafficStore();
  const selected = useTraffic((state) => state.selected);
  const live = useTraffic((state) => state.rows.find((row) => row.seq === state.selected?.seq));
  const version = `${live?.status ?? ''} ${String(live?.pair ?? '')}`;
  const state = useRecord(selected?.seq, version);
  const row = state.record?.row;
  const pair = useRecord(row?.pair, version);
  const [chosen, setMode] = useState<Mode>('tree');
  const hasPair = row?.pair !== undefined;
  const pinned = useTraffic((state) => state.pinned);
  const other = pinned.findLast((one) => one.seq !== selected?.seq);
  const impossible = (chosen === 'exchange' && !hasPair) || (chosen === 'compare' && !other);
  const mode = impossible ? 'tree' : chosen;
  const isPinned = pinned.some((one) => one.seq === row?.seq);
  const isRequest = row?.kind === 'request';

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut for everything inside; the button does the same
    <section
      aria-label="Record details"
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel"
      onKeyDown={(event) => event.key === 'Escape' && traffic.openDetails(false)}
    >
      <header className="flex h-[22px] shrink-0 items-center gap-1 border-b border-line pr-1 pl-3 text-2xs text-faint">
        <span className="flex-1">Record {selected?.seq}</span>
        {state.record && <CopyButton text={state.record.text} label="Copy message" className="size-5" />}
        {row && (
          <IconButton
            label={isPinned ? 'Unpin this record' : 'Pin this record'}
            aria-pressed={isPinned}
            icon={<Pin size={13} />}
            className="size-5"
            onClick={() => traffic.togglePin(row)}
          />
        )}
        {row && isRequest && row.direction === 'out' && <ResendButton seq={row.seq} />}
        <IconButton
          label="Close details"
          keys="escape"
          icon={<X size={13} />}
          className="size-5"
          onClick={() => traffic.openDetails(false)}
        />
      </header>
      {state.error && (
        <div className="p-3">
          <ErrorNotice code={state.error.code} message={visibleText(state.error.message)} />
        </div>
      )}
      {state.record && row && (
        <>
          <div className="flex shrink-0 flex-col gap-1.5 px-3 py-1.5">
            <Facts row={row} />
            {row.flags.length > 0 && (
              <ul aria-label="Remarks" className="flex flex-col gap-0.5 text-xs">
                {row.flags.map((flag) => (
                  <li key={flag} className="text-wait">
                    {flagInWords(flag)}
                  </li>
                ))}
              </ul>
            )}
          </div>
          <Tabs
            label="Record"
            compact
            className="flex-1"
            tabs={[
              { value: 'tree', label: 'Tree' },
              { value: 'raw', label: 'Raw' },
              ...(hasPair ? [{ value: 'exchange', label: 'Request and response' }] : []),
              ...(other ? [{ value: 'compare', label: `Compare with #${String(other.seq)}` }] : []),
            ]}
            value={mode}
            onChange={(value) => setMode(isMode(value) ? value : 'tree')}
          >
            <ScrollArea label="Message" className="min-h-0 flex-1 px-3 py-2">
              {mode === 'compare' && other ? (
                <RecordCompare with={other} state={state} />
              ) : mode === 'exchange' ? (
                <div className="flex flex-wrap gap-4">
                  <Half title="Request" state={isRequest ? state : pair} />
                  <Half title="Response" state={isRequest ? pair : state} />
                </div>
              ) : (
                <RecordBody
                  key={row.seq}
                  record={state.record}
                  mode={mode === 'raw' ? 'raw' : 'tree'}
                  onMore={state.more}
                />
              )}
            </ScrollArea>
          </Tabs>
        </>
      )}
    </section>
  );
}
