import { OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';

/** A failure: the sentence for people, the code for programs, the evidence. */
export function ErrorNotice({
  code,
  message,
  evidence,
  evidenceTitle = 'Evidence',
  actions,
}: {
  code: string;
  /** With invisible characters made visible. */
  message: string;
  evidence?: readonly string[] | undefined;
  evidenceTitle?: string | undefined;
  actions?: ReactNode;
}): ReactNode {
  return (
    <div role="alert" className="min-w-0 rounded-[6px] border border-stop bg-stop-soft px-3 py-2">
      <div className="flex items-start gap-2">
        <OctagonX size={15} aria-hidden className="mt-0.5 shrink-0 text-stop" />
        <div className="min-w-0 flex-1 break-words">
          <bdi className="font-medium whitespace-pre-wrap">{message}</bdi>{' '}
          <code className="font-mono text-xs whitespace-nowrap text-stop">{code}</code>
        </div>
        {actions}
      </div>
      {evidence !== undefined && evidence.length > 0 && (
        <figure className="mt-2">
          <figcaption className="text-2xs text-dim">{evidenceTitle}</figcaption>
          <pre
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable
            tabIndex={0}
            aria-label={evidenceTitle}
            className="mt-1 max-h-48 overflow-auto font-mono text-xs whitespace-pre-wrap text-fg"
          >
            {evidence.join('\n')}
          </pre>
        </figure>
      )}
    </div>
  );
}
