import type { ReactNode } from 'react';
import type { Finding } from '#contract/doctor.ts';
import type { ServerState } from '#contract/server-state.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../units.ts';
import { FindingCard } from './finding-card.tsx';
import { useDiagnosis } from './use-diagnosis.ts';

/** Why a server does not start or misbehaves, with the fixes. Of a server that was never started: nothing. */
export function Findings({ server }: { server: ServerState }): ReactNode {
  const { diagnosis, busy, again } = useDiagnosis(server);
  if (!diagnosis) return null;
  const { findings } = diagnosis;
  if (findings.length === 0 && server.state.phase !== 'running') return null;
  return (
    <section aria-label="Doctor" aria-busy={busy} className="min-w-0">
      <header className="flex items-center gap-2 border-b border-line pb-1">
        <h2 className="text-2xs font-semibold text-faint">Doctor</h2>
        <output className="text-xs text-dim">
          {findings.length === 0 ? 'Nothing wrong was found.' : inWords(findings)}
        </output>
        <Button kind="quiet" className="ml-auto" disabled={busy} onClick={again}>
          Look again
        </Button>
      </header>
      {findings.length > 0 && (
        <ul>
          {findings.map((finding) => (
            <FindingCard key={finding.code} server={server} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

function inWords(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('info')];
  return [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(notes > 0 ? [plural(notes, 'remark')] : []),
  ].join(', ');
}
