import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { Approval, Decision } from '#contract/grant.ts';
import { useStores } from '../../store/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { formatMoment } from '../units.ts';
import { ArgumentTable } from './argument-table.tsx';
import { callerWords } from './caller-words.ts';
import { ClaimedHints } from './claimed-hints.tsx';
import { DefinitionChange } from './definition-change.tsx';
import { useArmed } from './use-armed.ts';

interface Props {
  approval: Approval;
  /** Everything that waits, this one included. */
  queue: readonly Approval[];
}

/** One waiting call at a time. A new one is a new prompt: nothing of the one before (focus, time, clicks) carries over. */
export function ApproveDialog(props: Props): ReactNode {
  // Rendered before the first prompt takes the focus; after the last one a person goes on where they were.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => returnFocus(before));
    },
    [before],
  );
  return <Prompt key={props.approval.id} {...props} />;
}

/** To what had it; when that is gone (the Run button is Cancel meanwhile), to what took its place. */
function returnFocus(before: Element | null): void {
  // The next prompt, or a person, was faster.
  if (document.activeElement !== document.body) return;
  const there = before instanceof HTMLElement && before !== document.body && before.isConnected;
  const target = there ? before : document.querySelector('[data-returns-focus] button:not([disabled])');
  if (target instanceof HTMLElement) target.focus();
}

function Prompt({ approval, queue }: Props): ReactNode {
  const { overlay } = useStores();
  const { server, tool, claimed } = approval;
  const position = queue.length > 1 && (
    <Badge tone="wait">
      {queue.indexOf(approval) + 1} of {queue.length} waiting
    </Badge>
  );
  return (
    <Dialog
      title="Approve tool call"
      aside={
        <>
          <StateDot tone="wait" />
          {position}
        </>
      }
      open
      // Escape and the cross put it aside: it goes on waiting, and the header says so. They never decide.
      onClose={() => overlay.hideApprovals(true)}
      keepOpen
      width={680}
      onOpenAutoFocus={(event) => {
        // The focus goes to the dialog itself: neither Enter nor Space decides anything then.
        event.preventDefault();
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
      }}
      footer={<Decide approval={approval} queue={queue} />}
    >
      <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 gap-y-0.5 border-b border-line px-4 py-2.5">
        <dt className="text-dim">Server</dt>
        <dd className="max-h-24 scroll-y break-all">
          <bdi>{visibleWords(server)}</bdi>
        </dd>
        <dt className="text-dim">Tool</dt>
        <dd className="max-h-24 scroll-y font-semibold break-all">
          <bdi>{visibleWords(tool)}</bdi>
        </dd>
        <dt className="text-dim">Asked</dt>
        <dd className="text-dim">
          {formatMoment(approval.askedAt)}, {callerWords[approval.caller]}
        </dd>
      </dl>
      <ArgumentTable approval={approval} />
      {approval.definitionChanged && <DefinitionChange {...approval.definitionChanged} />}
      <section
        aria-label="What the server claims"
        className="flex flex-col gap-2 border-t border-line px-4 py-2.5"
      >
        <div className="flex flex-wrap gap-1.5 empty:hidden">
          <ClaimedHints hints={claimed.hints} />
        </div>
        {claimed.title !== undefined && claimed.title !== tool && (
          <ServerWords text={claimed.title} block from="The server calls it" />
        )}
        {claimed.description === undefined || claimed.description === '' ? (
          <p className="text-dim">The server says nothing about this tool.</p>
        ) : (
          <ServerWords text={claimed.description} block from="The server says" />
        )}
      </section>
    </Dialog>
  );
}

/** A held key repeats itself; only a press of its own may decide. */
function refuseRepeat(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}

function Decide({ approval, queue }: Props): ReactNode {
  const { approvals, toasts } = useStores();
  const armed = useArmed();
  const [deciding, setDeciding] = useState(false);
  const [error, setError] = useState<HostError>();
  const ofServer = queue.filter((one) => one.server === approval.server).length;

  async function settle(work: () => Promise<unknown>): Promise<void> {
    setDeciding(true);
    setError(undefined);
    try {
      await work();
    } catch (thrown) {
      const failure = toHostError(thrown);
      // Another window was faster, or the call was cancelled: there is nothing left to decide here.
      if (failure.code === 'already-decided' || failure.code === 'unknown-approval') {
        approvals.settled(approval.id);
        toasts.show({ kind: 'info', text: failure.message });
        return;
      }
      setError(failure);
      setDeciding(false);
    }
  }

  const decide = (decision: Decision) => (): void => {
    if (deciding || (decision !== 'deny' && !armed)) return;
    void settle(() => approvals.decide(approval.id, decision));
  };
  const held = !armed || deciding;
  return (
    <div className="flex w-full flex-col gap-2">
      <p className="text-xs text-faint">
        For this session, or always: this tool passes with any arguments, until its definition or its server’s
        command changes. You can revoke that under Rules.
      </p>
      {error && <ErrorNotice code={error.code} message={error.message} evidence={error.evidence} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="danger" disabled={deciding} onClick={decide('deny')} onKeyDown={refuseRepeat}>
          Deny
        </Button>
        {ofServer > 1 && (
          <Button
            kind="quiet"
            disabled={deciding}
            onKeyDown={refuseRepeat}
            onClick={() => void settle(() => approvals.denyAll(approval.server))}
          >
            Deny all from this server
          </Button>
        )}
        <span className="flex-1" />
        <Button aria-disabled={held} onClick={decide('allow-always')} onKeyDown={refuseRepeat}>
          Always allow
        </Button>
        <Button aria-disabled={held} onClick={decide('allow-session')} onKeyDown={refuseRepeat}>
          Allow for this session
        </Button>
        <Button kind="primary" aria-disabled={held} onClick={decide('allow-once')} onKeyDown={refuseRepeat}>
          Allow once
        </Button>
      </div>
    </div>
  );
}
