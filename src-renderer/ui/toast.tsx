import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
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
  const [inside, setInside] = useState(false);
  useEffect(() => {
    // An error stays until it was seen, and nothing goes away under the fingers.
    if (kind === 'error' || inside) return undefined;
    const timer = setTimeout(() => onDismiss(id), action ? 10_000 : 4000);
    return () => clearTimeout(timer);
  }, [id, kind, action, inside, onDismiss]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only sees whether the focus is inside
    <li
      role={kind === 'error' ? 'alert' : undefined}
      onFocus={() => setInside(true)}
      onBlur={() => setInside(false)}
      className={classNames(
        'flex flex-wrap items-start justify-end gap-x-1 rounded-[6px] border border-l-[3px] border-line-strong bg-raised py-1 pr-1 pl-2',
        edges[kind],
      )}
    >
      <bdi className="min-w-[70%] flex-1 py-0.5 break-words">{toast.text}</bdi>
      <IconButton label="Dismiss" icon={<X size={14} />} onClick={() => onDismiss(id)} />
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
    </li>
  );
}

/** The messages, read out politely. They take room of their own: whatever is beside them moves, nothing is covered. */
export function ToastList({
  toasts,
  onDismiss,
}: {
  toasts: readonly ToastView[];
  onDismiss: (id: number) => void;
}): ReactNode {
  return (
    <section aria-label="Notices" aria-live="polite" className="shrink-0 overflow-hidden">
      <ul className="flex max-h-[50dvh] scroll-y flex-col gap-1.5 p-1.5 empty:hidden">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onDismiss={onDismiss} />
        ))}
      </ul>
    </section>
  );
}
