import { Play, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Call } from '#contract/call-state.ts';
import { useStores } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { visibleWords } from '../server-words.tsx';
import { duration } from '../traffic/row-words.ts';
import { useNow } from '../content/use-now.ts';
import { plural } from '../units.ts';

interface RunBarProps {
  call: Call | undefined;
  /** The call is on its way to the host. */
  starting: boolean;
  /** The server runs. */
  running: boolean;
  /** Problems of the arguments to be told now. */
  problems: number;
  wrongJson: boolean;
  isReset: boolean;
  onRun: (anyway: boolean) => void;
  onCancel: (callId: string) => void;
  onReset: () => void;
  /** At the end of the bar while nothing runs: saved arguments, timeout. */
  extras: ReactNode;
}

/** Run, Cancel, and what happens in between. Always in sight below the arguments. */
export function RunBar(props: RunBarProps): ReactNode {
  const { call, starting, running, problems, wrongJson, isReset, onRun, onCancel, onReset, extras } = props;
  const bar = useKeptFocus();
  const phase = call?.state.phase;
  const active = phase === 'waiting' || phase === 'running';
  return (
    <footer
      ref={bar}
      data-returns-focus=""
      className="flex min-h-[42px] shrink-0 flex-wrap items-center gap-2 border-t border-line px-4 py-1.5"
    >
      {active && call ? (
        <>
          <Button kind="danger" icon={<Square size={12} />} onClick={() => onCancel(call.id)}>
            Cancel
          </Button>
          <Progress call={call} />
        </>
      ) : (
        <>
          <Button
            kind="primary"
            icon={<Play size={13} />}
            disabled={!running || starting || wrongJson}
            aria-keyshortcuts="Control+Enter"
            onClick={() => onRun(false)}
          >
            Run tool
          </Button>
          {problems > 0 && (
            <>
              <span className="text-xs text-stop">{plural(problems, 'problem')} in the arguments</span>
              <Button onClick={() => onRun(true)}>Run anyway</Button>
            </>
          )}
          {!running && <span className="text-xs text-wait">Start the server first.</span>}
          {!isReset && (
            <Button kind="quiet" onClick={onReset}>
              Reset
            </Button>
          )}
          <span className="ml-auto flex items-center gap-2">
            {extras}
            <Keys keys="mod+enter" />
          </span>
        </>
      )}
    </footer>
  );
}

function Progress({ call }: { call: Call }): ReactNode {
  const { overlay } = useStores();
  const now = useNow(100);
  const { state } = call;
  if (state.phase === 'waiting') {
    return (
      <span className="flex min-w-0 flex-1 items-center gap-2 text-wait">
        Waiting for your approval
        <Button onClick={() => overlay.hideApprovals(false)}>Decide</Button>
        <span className="ml-auto font-mono text-xs tabular-nums">{duration(now - call.askedAt)}</span>
      </span>
    );
  }
  if (state.phase !== 'running') return null;
  const { progress, total, message } = state;
  const known = progress !== undefined && total !== undefined && total > 0;
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2">
      <span
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a progress element cannot be given the theme's colours
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        {...(known ? { 'aria-valuenow': Math.min(progress, total), 'aria-valuemax': total } : {})}
        className="h-1.5 w-28 shrink-0 overflow-hidden rounded-full bg-line"
      >
        <span
          className={`block h-full rounded-full bg-accent ${known ? '' : 'animate-pulse'}`}
          style={{ width: known ? `${String((100 * Math.min(progress, total)) / total)}%` : '100%' }}
        />
      </span>
      <span className="min-w-0 flex-1 truncate text-xs text-dim">
        {message === undefined ? 'Running' : visibleWords(message).slice(0, 300)}
        {progress !== undefined && ` ${String(progress)}${total === undefined ? '' : ` of ${String(total)}`}`}
      </span>
      <span className="shrink-0 font-mono text-xs text-dim tabular-nums">{duration(now - state.since)}</span>
    </span>
  );
}
