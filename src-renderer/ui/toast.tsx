import { X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

export interface ToastView {
  id: number;
  kind: 'info' | 'success' | 'error';
  text: string;
  action?: { label: string; run: () => void } | undefined;
}

const edges = { info: 'border-l-accent', success: 'border-l-go', error: 'border-l-stop' };

function ToastCard({ toast, onDismiss }: { toast: ToastView; onDismiss: (id: number) => void }): ReactNode {
  const { id, kind, action } = toast;
  useEffect(() => {
    // An error stays until it was seen.
    if (kind === 'error') return undefined;
    const timer = setTimeout(() => onDismiss(id), action ? 10_000 : 4000);
    return () => clearTimeout(timer);
  }, [id, kind, action, onDismiss]);
  return (
    <li
      role={kind === 'error' ? 'alert' : undefined}
      className={classNames(
        'flex max-w-[420px] items-center gap-2 rounded-[6px] border border-l-[3px] border-line-strong bg-raised py-1.5 pr-1.5 pl-3 shadow-float',
        edges[kind],
      )}
    >
      <bdi className="line-clamp-4 min-w-0 flex-1 break-words">{toast.text}</bdi>
      {action && (
        <Button
          kind="quiet"
          className="text-accent"
          onClick={() => {
            action.run();
            onDismiss(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X size={14} />} onClick={() => onDismiss(id)} />
    </li>
  );
}

/** The messages at the lower edge; read out politely. */
export function ToastList({
  toasts,
  onDismiss,
}: {
  toasts: readonly ToastView[];
  onDismiss: (id: number) => void;
}): ReactNode {
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed right-3 bottom-8 z-50"
    >
      <ul className="pointer-events-auto flex flex-col items-end gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onDismiss={onDismiss} />
        ))}
      </ul>
    </section>
  );
}
