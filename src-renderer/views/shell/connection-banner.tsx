import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHostStatus } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';

const bar = 'flex shrink-0 items-center gap-2 border-b px-3 py-1.5';

/** Says that the host is out of reach, and what concerns the whole product. Nothing when all is well. */
export function ConnectionBanner({ onRetry }: { onRetry?: (() => void) | undefined }): ReactNode {
  const connection = useHostStatus((status) => status.connection);
  const web = useHostStatus((status) => status.description?.shell === 'web');
  const notices = useHostStatus((status) => status.notices);
  return (
    <>
      {connection.phase === 'lost' && (
        <div role="alert" className={classNames(bar, 'border-stop bg-stop-soft')}>
          <Unplug size={14} aria-hidden className="shrink-0 text-stop" />
          <span className="min-w-0">
            The connection to the host is lost; what you see is what was last known. Trying again by itself.
            If Signalbox has ended, start it again{web ? ' and open the address it prints' : ''}.
          </span>
          {onRetry && (
            <Button className="ml-auto" onClick={onRetry}>
              Try now
            </Button>
          )}
        </div>
      )}
      {connection.phase === 'refused' && (
        <div role="alert" className={classNames(bar, 'border-stop bg-stop-soft')}>
          <Unplug size={14} aria-hidden className="shrink-0 text-stop" />
          This window has no access to the host. Open the address that Signalbox printed when it last started:
          it contains the key of that run, which changes at each start.
        </div>
      )}
      {notices.map((notice) => (
        <div
          key={notice.id}
          role={notice.severity === 'error' ? 'alert' : 'status'}
          className={classNames(
            bar,
            notice.severity === 'error' && 'border-stop bg-stop-soft',
            notice.severity === 'warning' && 'border-wait bg-wait-soft',
            notice.severity === 'info' && 'border-line bg-panel',
          )}
        >
          <bdi className="min-w-0 break-words">{notice.text}</bdi>
        </div>
      ))}
    </>
  );
}
