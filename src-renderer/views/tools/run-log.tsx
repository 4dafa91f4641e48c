import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Call } from '#contract/call-state.ts';
import { visibleText } from '#contract/visible-text.ts';
import { useHost } from '../../store/app-context.tsx';
import { plural } from '../units.ts';
import { timeOfDay } from '../traffic/row-words.ts';
import { followRun, type RunFollower, type RunLog as Log } from './follow-run.ts';

/** What the server says while the call runs, the newest line in sight; afterwards it can be opened again. */
export function RunLog({ call }: { call: Call }): ReactNode {
  const host = useHost();
  const { state, server } = call;
  const runningSince = state.phase === 'running' ? state.since : undefined;
  const running = runningSince !== undefined;
  // Once the call has ended, its state no longer says when it was sent.
  const [since, setSince] = useState(runningSince);
  if (running && runningSince !== since) setSince(runningSince);
  const [log, setLog] = useState<Log>({ rows: [], count: 0 });
  const follower = useRef<RunFollower>(undefined);
  useEffect(() => {
    if (since === undefined) return undefined;
    const made = followRun(host, server, since, setLog);
    follower.current = made;
    return () => made.close();
  }, [host, server, since]);
  useEffect(() => {
    if (!running) follower.current?.end();
  }, [running]);
  return <Lines log={log} open={running} />;
}

function Lines({ log, open }: { log: Log; open: boolean }): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const { rows, count } = log;
  useEffect(() => {
    if (rows.length > 0) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [rows]);
  if (rows.length === 0) return null;
  return (
    <details open={open} className="mt-2 shrink-0 text-xs">
      <summary className="w-fit text-faint">
        {plural(count, 'line')} of log and progress while it ran
        {count > rows.length ? `; the last ${String(rows.length)}:` : ''}
      </summary>
      <div
        ref={list}
        role="log"
        aria-label="Log of the run"
        aria-live="off"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached with the keyboard
        tabIndex={0}
        className="mt-1 max-h-52 scroll-y border-l border-line-strong pl-2 font-mono leading-[18px]"
      >
        {rows.map((row) => (
          <div key={row.seq} className="flex gap-2">
            <span className="shrink-0 text-faint tabular-nums">{timeOfDay(row.time)}</span>
            <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">
              {row.method === 'notifications/progress' && <span className="text-accent">progress </span>}
              <bdi>{visibleText(row.summary)}</bdi>
            </span>
          </div>
        ))}
      </div>
    </details>
  );
}
