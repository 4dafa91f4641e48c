import type { ReactNode } from 'react';
import type { Inventory } from '#contract/inventory.ts';
import { useInventory, useServer } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { visibleWords } from '../server-words.tsx';
import { canStart } from '../session-words.ts';
import { useLifecycle } from '../use-lifecycle.ts';

/** The lists of a server once they are there; until then, why they are not and what to do about it. */
export function InventoryGate({
  server,
  what,
  children,
}: {
  server: string;
  /** `tools`, `resources`, `prompts`: for the sentences. */
  what: string;
  children: (inventory: Inventory, running: boolean) => ReactNode;
}): ReactNode {
  const state = useServer(server);
  const { start } = useLifecycle();
  const { inventory, error, loading } = useInventory(server);
  const running = state?.state.phase === 'running';
  // While it starts, an earlier list is better than none; once stopped, it is what it last offered.
  if (inventory && (running || inventory.revision > 0)) return children(inventory, running);
  if (error) {
    return (
      <div className="p-4">
        <ErrorNotice
          code={error.code}
          message={visibleWords(error.message, true)}
          evidence={error.evidence?.map((line) => visibleWords(line))}
        />
      </div>
    );
  }
  if (state && canStart(state)) {
    const failed = state.state.phase === 'failed';
    return (
      <EmptyState
        title={failed ? 'It did not start' : state.enabled ? 'It is not running' : 'It is disabled'}
        actions={
          state.enabled && (
            <Button onClick={() => start(server)}>{failed ? 'Start it again' : 'Start it now'}</Button>
          )
        }
      >
        {failed ? 'The Overview says why.' : `Start it to see its ${what}.`}
      </EmptyState>
    );
  }
  return (
    <div aria-busy="true" className="p-4 text-dim">
      {loading || !running ? `Waiting for the ${what}…` : `Asking for the ${what}…`}
    </div>
  );
}
