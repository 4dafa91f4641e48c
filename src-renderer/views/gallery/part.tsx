import type { ReactNode } from 'react';

/** One part of the design system: its name and its states. */
export function Part({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={name} className="grid grid-cols-[120px_minmax(0,1fr)] items-start gap-3">
      <h2 className="pt-1 text-dim">{name}</h2>
      <div className="flex min-w-0 flex-wrap items-center gap-3">{children}</div>
    </section>
  );
}
