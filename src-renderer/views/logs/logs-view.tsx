import { ArrowDownToLine } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useHost, useServer } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SearchInput } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { visibleWords } from '../server-words.tsx';
import { timeOfDay } from '../traffic/row-words.ts';
import { useCommand } from '../use-command.ts';
import { LogEntry } from './log-entry.tsx';
import { fitsWish, logLevels, type LogLevel } from './log-lines.ts';
import { createLogTail, type LogTail } from './log-tail.ts';

/** What a server says beside the protocol: stderr, log messages, and how its process lived. */
export function LogsView({ server }: { server: string }): ReactNode {
  const host = useHost();
  const [tail] = useState(() => createLogTail(host, server));
  useEffect(() => tail.start(), [tail]);
  return <Log server={server} tail={tail} />;
}

function isLevel(value: string): value is LogLevel {
  return logLevels.some((level) => level === value);
}

/** Asks the server itself for another least level (MCP `logging/setLevel`); it cannot be asked which one it has. */
function ServerLevel({ server }: { server: string }): ReactNode {
  const { run } = useCommand();
  const state = useServer(server)?.state;
  const [level, setLevel] = useState('');
  if (state?.phase !== 'running' || !('logging' in state.facts.capabilities)) return null;
  return (
    <Select
      aria-label="Least level the server sends"
      value={level}
      onChange={(event) => {
        const next = event.target.value;
        setLevel(next);
        if (isLevel(next)) void run('logging.setLevel', { server, level: next });
      }}
      choices={[
        { value: '', label: 'Server sends: its default' },
        ...logLevels.map((value) => ({ value, label: `Server sends: ${value} and above` })),
      ]}
    />
  );
}

function Log({ server, tail }: { server: string; tail: LogTail }): ReactNode {
  const { lines, earlier, loaded, error } = useStore(tail);
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LogLevel>();
  const [following, setFollowing] = useState(true);
  const list = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => lines.filter((line) => fitsWish(line, { text, level })), [lines, text, level]);

  useEffect(() => {
    if (following) list.current?.scrollTo({ top: list.current.scrollHeight });
  });

  function onScroll(): void {
    const element = list.current;
    if (element) setFollowing(element.scrollTop + element.clientHeight >= element.scrollHeight - 12);
  }
  const asText = (): string =>
    shown.map((line) => `${timeOfDay(line.time)} ${line.level ?? line.source} ${line.text}`).join('\n');

  return (
    <section aria-label="Logs" className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <SearchInput
          label="Filter logs"
          className="max-w-72"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          aria-label="Least level shown"
          value={level ?? ''}
          onChange={(event) => setLevel(isLevel(event.target.value) ? event.target.value : undefined)}
          choices={[
            { value: '', label: 'All levels' },
            ...logLevels.map((value) => ({ value, label: `${value} and above` })),
          ]}
        />
        <ServerLevel server={server} />
        <output className="ml-auto text-xs text-faint">
          {shown.length === lines.length
            ? `${String(lines.length)} lines`
            : `${String(shown.length)} of ${String(lines.length)} lines match`}
        </output>
        <CopyButton text={asText} label="Copy what is shown" />
        <IconButton
          label="Follow the newest line"
          aria-pressed={following}
          icon={<ArrowDownToLine size={14} />}
          onClick={() => setFollowing(true)}
        />
      </header>
      {error && (
        <div className="p-3">
          <ErrorNotice code={error.code} message={visibleWords(error.message, true)} />
        </div>
      )}
      {loaded && lines.length === 0 && !error ? (
        <EmptyState title="Nothing logged yet">
          What the server writes to stderr and the log messages it sends appear here.
        </EmptyState>
      ) : (
        <div
          ref={list}
          onScroll={onScroll}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long log must be scrolled with the keyboard
          tabIndex={0}
          role="log"
          aria-label="Log lines"
          aria-live="off"
          className="min-h-0 flex-1 scroll-y bg-panel py-1"
        >
          {earlier > 0 && (
            <div className="px-3 py-1">
              <Button onClick={() => void tail.loadEarlier().catch(() => undefined)}>Load earlier</Button>
            </div>
          )}
          {shown.map((line) => (
            <LogEntry key={line.key} line={line} />
          ))}
          {lines.length > 0 && shown.length === 0 && (
            <p className="px-3 py-2 text-dim">No line fits the filter.</p>
          )}
        </div>
      )}
    </section>
  );
}
