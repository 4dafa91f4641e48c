import type { ReactNode } from 'react';
import { useHostStatus, useServers } from '../../store/app-context.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { formatCount } from '../units.ts';

/** What is going on in numbers, and what never happens. */
export function FooterBar(): ReactNode {
  const servers = useServers();
  const records = useHostStatus((status) => status.traffic.count);
  const count = (phase: string): number => servers.filter((server) => server.state.phase === phase).length;
  const [running, starting, failed] = [count('running'), count('starting'), count('failed')];
  return (
    <footer className="flex h-6 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-panel px-3 text-2xs whitespace-nowrap text-dim tabular-nums">
      <span className="flex items-center gap-1.5">
        <StateDot tone={running > 0 ? 'go' : 'neutral'} />
        {running} running
      </span>
      {starting > 0 && <span className="text-accent">{starting} starting</span>}
      {failed > 0 && <span className="text-stop">{failed} failed</span>}
      <span>{formatCount(records)} records</span>
      <span className="ml-auto truncate">Offline · no account · nothing leaves this machine</span>
    </footer>
  );
}
