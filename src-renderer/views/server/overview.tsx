import type { ReactNode } from 'react';
import type { ServerState } from '#contract/server-state.ts';
import type { ExitFacts, RunningFacts } from '#contract/session-state.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Findings } from '../doctor/findings.tsx';
import { ReportButton } from '../doctor/report-button.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { canStart, exitWords } from '../session-words.ts';
import { formatMoment, formatSpan } from '../units.ts';
import { useLifecycle } from '../use-lifecycle.ts';
import { capabilityWords } from './capability-words.ts';
import { Fact, Facts } from './facts.tsx';
import { Meters } from './meters.tsx';
import { LastErrors } from './last-errors.tsx';
import { Offers } from './offers.tsx';

/** Who the server is, what runs, and – when it does not – why. */
export function Overview({ server }: { server: ServerState }): ReactNode {
  const { state } = server;
  const facts = state.phase === 'running' ? state.facts : undefined;
  const exit = state.phase === 'failed' || state.phase === 'stopped' ? state.exit : undefined;
  return (
    <div className="scroll-y min-h-0 flex-1 px-4 py-3">
      <div className="flex max-w-[1180px] flex-col gap-4">
        {state.phase === 'failed' && (
          <ErrorNotice
            code={state.error.code}
            message={visibleWords(state.error.message, true)}
            evidence={furtherEvidence(state.error.evidence, exit)?.map((line) => visibleWords(line))}
          />
        )}
        {state.phase === 'stopped' && !exit && <NotRunning server={server} />}
        <Findings server={server} />
        <ReportButton server={server.name} />
        <div className="[columns:340px_3] gap-x-8">
          {facts && <Identity facts={facts} />}
          <ProcessFacts server={server} exit={exit} />
          {facts && <Capabilities facts={facts} />}
          <Offers server={server} />
        </div>
        {state.phase === 'running' && <Meters server={server.name} />}
        <LastErrors server={server.name} />
        {exit && exit.stderrTail.length > 0 && <StderrTail lines={exit.stderrTail} />}
        {facts?.instructions !== undefined && (
          <section aria-label="Instructions">
            <h2 className="pb-1 text-2xs font-semibold text-faint">Instructions</h2>
            <ServerWords text={facts.instructions} block from="The server says, for a model that uses it" />
          </section>
        )}
      </div>
    </div>
  );
}

/** Evidence that is not among the last lines of stderr, which are shown anyway. */
function furtherEvidence(evidence: string[] | undefined, exit: ExitFacts | undefined): string[] | undefined {
  return evidence?.filter((line) => !exit?.stderrTail.includes(line));
}

function NotRunning({ server }: { server: ServerState }): ReactNode {
  const { start } = useLifecycle();
  if (!canStart(server)) return null;
  return (
    <EmptyState
      title={server.enabled ? 'It is not running' : 'It is disabled'}
      actions={server.enabled && <Button onClick={() => start(server.name)}>Start it now</Button>}
    >
      {server.enabled
        ? 'Start it to see who it is and what it offers.'
        : 'It is kept in the list but never started. Enable it in its settings.'}
    </EmptyState>
  );
}

const eras = {
  legacy: 'legacy: a handshake with initialize',
  modern: 'modern: no handshake, each request stands alone',
} as const;

function Identity({ facts }: { facts: RunningFacts }): ReactNode {
  const { server } = facts;
  return (
    <Facts title="Identity">
      <Fact name="Name">
        <ServerWords text={server.name} />
      </Fact>
      {server.title !== undefined && (
        <Fact name="Title">
          <ServerWords text={server.title} />
        </Fact>
      )}
      <Fact name="Version">
        <ServerWords text={server.version} />
      </Fact>
      <Fact name="Protocol">
        <ServerWords text={facts.protocolVersion} />
      </Fact>
      <Fact name="Era">{eras[facts.era]}</Fact>
      {server.websiteUrl !== undefined && (
        // Shown as words: a server's link is never opened from here.
        <Fact name="Website" mono>
          <ServerWords text={server.websiteUrl} />
        </Fact>
      )}
    </Facts>
  );
}

function ProcessFacts({ server, exit }: { server: ServerState; exit: ExitFacts | undefined }): ReactNode {
  const { state, launch } = server;
  const pid =
    state.phase === 'running' ? state.facts.pid : state.phase === 'starting' ? state.pid : undefined;
  const line = visibleWords(launch.commandLine);
  return (
    <Facts title={server.transport === 'stdio' ? 'Process' : 'Connection'}>
      <Fact name={server.transport === 'stdio' ? 'Command' : 'Address'} mono>
        <span className="flex items-start gap-1">
          <bdi className="min-w-0 break-all whitespace-pre-wrap">{line}</bdi>
          <CopyButton text={line} label="Copy the command line" className="-mt-0.5" />
        </span>
      </Fact>
      {launch.cwd !== undefined && (
        <Fact name="Folder" mono>
          <bdi className="break-all">{visibleWords(launch.cwd)}</bdi>
        </Fact>
      )}
      {launch.environmentNames.length > 0 && (
        <Fact name={server.transport === 'stdio' ? 'Environment' : 'Headers'} mono>
          <bdi className="break-all">
            {launch.environmentNames.map((name) => visibleWords(name)).join(', ')}
          </bdi>
        </Fact>
      )}
      {pid !== undefined && (
        <Fact name="Process" mono>
          {pid}
        </Fact>
      )}
      {state.phase === 'running' && (
        <>
          <Fact name="Running since">{formatMoment(state.since)}</Fact>
          <Fact name="Started in">{formatSpan(state.facts.startedIn)}</Fact>
        </>
      )}
      {exit && (
        <>
          <Fact name="Ended">
            {formatMoment(state.since)}, {exitWords(exit)}
          </Fact>
          <Fact name="Ran for">{formatSpan(exit.ranFor)}</Fact>
        </>
      )}
      {state.phase === 'failed' && state.retryAt !== undefined && (
        <Fact name="Tries again">{formatMoment(state.retryAt)}</Fact>
      )}
      <Fact name="Restarts">{server.restarts}</Fact>
    </Facts>
  );
}

function Capabilities({ facts }: { facts: RunningFacts }): ReactNode {
  const words = capabilityWords(facts.capabilities);
  return (
    <Facts title="Capabilities">
      {words.length === 0 && <Fact name="None">It claims no capability.</Fact>}
      {words.map((one) => (
        <Fact key={one.name} name={<ServerWords text={one.name} className="font-mono text-xs" />}>
          {one.words}
        </Fact>
      ))}
    </Facts>
  );
}

function StderrTail({ lines }: { lines: readonly string[] }): ReactNode {
  const text = lines.map((line) => visibleWords(line)).join('\n');
  return (
    <section aria-label="Last lines of stderr">
      <h2 className="flex items-center gap-1 pb-1 text-2xs font-semibold text-faint">
        Last lines of stderr
        <CopyButton text={text} label="Copy the last lines of stderr" />
      </h2>
      <pre className="max-h-72 overflow-auto rounded-[5px] border border-line bg-panel p-2 font-mono text-xs whitespace-pre-wrap">
        {text}
      </pre>
    </section>
  );
}
