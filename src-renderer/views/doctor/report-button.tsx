import { FileText } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useActions } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemReport } from './problem-report.tsx';

/** Opens the preview of a server's problem report. */
export function ReportButton({ server }: { server: string }): ReactNode {
  const [open, setOpen] = useState(false);
  useActions(
    () => [{ id: 'report.make', title: 'Problem report…', group: 'Servers', run: () => setOpen(true) }],
    [],
  );
  return (
    <div>
      <Button icon={<FileText size={14} />} onClick={() => setOpen(true)}>
        Problem report…
      </Button>
      {open && <ProblemReport server={server} onClose={() => setOpen(false)} />}
    </div>
  );
}
