import { Play, RotateCw, Square } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { ServerState } from '#contract/server-state.ts';
import { toneText, Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { StateDot } from '../../ui/state-dot.tsx';
import { visibleWords } from '../server-words.tsx';
import { canStart, conditionWords } from '../session-words.ts';
import { formatSeconds } from '../units.ts';
import { useLifecycle } from '../use-lifecycle.ts';

/** Where there is little room the icon stands alone; the word stays for screen readers and in the tooltip. */
const narrowWord = '@max-[720px]/head:sr-only';

/** Name, condition and power of the server; the same above every tab. */
export function ServerHeader({ server }: { server: ServerState }): ReactNode {
  const { start, stop, restart } = useLifecycle();
  const { tone, busy, word } = conditionWords(server);
  const { state, name } = server;
  const facts = state.phase === 'running' ? state.facts : undefined;
  return (
    <div className="@container/head flex h-11 shrink-0 items-center gap-2.5 overflow-hidden px-4">
      <h1 className="min-w-0 truncate text-lg font-semibold" title={visibleWords(name)}>
        <bdi>{visibleWords(name)}</bdi>
      </h1>
      <output className={classNames('flex shrink-0 items-center gap-1.5 text-xs', toneText[tone])}>
        <StateDot tone={tone} busy={busy} />
        {word}
      </output>
      {facts && <Badge>{visibleWords(facts.protocolVersion).slice(0, 20)}</Badge>}
      <Badge className="@max-[560px]/head:hidden">{server.transport}</Badge>
      {/* Gives way before the name does. */}
      <span className="min-w-0 shrink-[1000] truncate font-mono text-xs text-dim">
        {facts?.pid !== undefined && <>pid {facts.pid}</>}
        {facts?.pid !== undefined && ' · '}
        {state.phase === 'running' && (
          <>
            up <Since time={state.since} />
          </>
        )}
        {state.phase === 'running' && server.restarts > 0 && <> · restarted {server.restarts} ×</>}
      </span>
      <div className="ml-auto flex shrink-0 gap-1.5">
        {canStart(server) ? (
          <Button
            kind="primary"
            icon={<Play size={13} />}
            disabled={!server.enabled}
            title={server.enabled ? undefined : 'It is disabled: enable it in its settings first'}
            onClick={() => start(name)}
          >
            Start
          </Button>
        ) : (
          <>
            <Button
              icon={<RotateCw size={13} />}
              disabled={state.phase !== 'running'}
              title="Restart"
              onClick={() => restart(name)}
            >
              <span className={narrowWord}>Restart</span>
            </Button>
            <Button
              icon={<Square size={12} />}
              disabled={state.phase === 'stopping'}
              title="Stop"
              onClick={() => stop(name)}
            >
              <span className={narrowWord}>Stop</span>
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** Milliseconds between two looks at the clock: what is shown changes by seconds at most. */
const tick = 1000;

/** How long ago, counting on. */
export function Since({ time }: { time: number }): ReactNode {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, []);
  return <>{formatSeconds(now - time)}</>;
}
