import { useState, type ReactNode } from 'react';
import type { Finding, Fix } from '#contract/doctor.ts';
import type { ServerState } from '#contract/server-state.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { visibleWords } from '../server-words.tsx';
import { ApplyFix } from './apply-fix.tsx';

const tones: Record<Finding['severity'], Tone> = { error: 'stop', warning: 'wait', info: 'neutral' };

/** One finding: what, with which evidence, what it means elsewhere, and how to mend it. */
export function FindingCard({ server, finding }: { server: ServerState; finding: Finding }): ReactNode {
  const { state } = server;
  // The page says the failure of a start above.
  const isSaid = state.phase === 'failed' && state.error.message === finding.detail;
  return (
    <li className="min-w-0 border-b border-line py-2.5">
      <article aria-label={finding.title} className="flex min-w-0 flex-col gap-1.5 break-words">
        <h3 className="flex min-w-0 flex-wrap items-center gap-2">
          <Badge tone={tones[finding.severity]}>{finding.severity}</Badge>
          <span className="font-medium">{finding.title}</span>
          <code className="font-mono text-xs text-faint">{finding.code}</code>
        </h3>
        {!isSaid && <bdi className="whitespace-pre-wrap">{visibleWords(finding.detail, true)}</bdi>}
        {finding.evidence.length > 0 && (
          <pre
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable
            tabIndex={0}
            aria-label={`Evidence of: ${finding.title}`}
            className="max-h-40 overflow-auto rounded-[5px] border border-line bg-panel p-2 font-mono text-xs whitespace-pre-wrap"
          >
            {finding.evidence.map((line) => visibleWords(line)).join('\n')}
          </pre>
        )}
        <p className="text-xs text-dim">
          <span className="font-medium">In other hosts:</span> {finding.otherHosts}
        </p>
        <ul aria-label="Fixes" className="flex flex-col gap-1.5">
          {finding.fixes.map((fix) => (
            <FixLine key={`${fix.title} ${fix.text}`} server={server} fix={fix} />
          ))}
        </ul>
      </article>
    </li>
  );
}

function FixLine({ server, fix }: { server: ServerState; fix: Fix }): ReactNode {
  const [open, setOpen] = useState(false);
  // A file given on the command line is never written.
  const canApply = fix.edit !== undefined && server.source !== 'file';
  return (
    <li className="flex min-w-0 items-start gap-2">
      <span aria-hidden className="text-go">
        →
      </span>
      <span className="min-w-0 flex-1">
        <bdi className="font-medium">{visibleWords(fix.title)}.</bdi> <bdi>{visibleWords(fix.text)}</bdi>
      </span>
      {canApply && (
        <Button aria-label={`Fix: ${visibleWords(fix.title)}`} onClick={() => setOpen(true)}>
          Fix…
        </Button>
      )}
      {open && <ApplyFix server={server} fix={fix} onClose={() => setOpen(false)} />}
    </li>
  );
}
