import type { ReactNode } from 'react';
import { useToast } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Part } from './part.tsx';

export function MessageParts(): ReactNode {
  const toast = useToast();
  return (
    <>
      <Part name="Failure">
        <div className="w-full">
          <ErrorNotice
            code="exited-at-start"
            message="The process ended before it answered. Read its last lines, correct the command, and start it again."
            evidence={["Error: Cannot find module 'express'", '    at node:internal/modules/cjs/loader']}
            actions={<Button>Try again</Button>}
          />
        </div>
      </Part>
      <Part name="Empty state">
        <div className="flex w-full border border-line">
          <EmptyState title="Nothing here yet" actions={<Button>Do the first thing</Button>}>
            What is missing, and what to do next.
          </EmptyState>
        </div>
      </Part>
      <Part name="Message">
        <Button onClick={() => toast({ kind: 'info', text: 'Something happened.' })}>Info</Button>
        <Button onClick={() => toast({ kind: 'success', text: 'Saved.' })}>Success</Button>
        <Button
          onClick={() => toast({ kind: 'error', text: 'It could not be done. Try it again. (internal)' })}
        >
          Error
        </Button>
        <Button
          onClick={() =>
            toast({
              kind: 'info',
              text: 'notes-server is removed.',
              action: { label: 'Undo', run: () => undefined },
            })
          }
        >
          With an action
        </Button>
      </Part>
    </>
  );
}
