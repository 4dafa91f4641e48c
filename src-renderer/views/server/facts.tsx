import type { ReactNode } from 'react';

/** A heading and lines of name and value. */
export function Facts({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={title} className="mb-4 min-w-0 break-inside-avoid">
      <h2 className="border-b border-line pb-1 text-2xs font-semibold text-faint">{title}</h2>
      <dl className="grid grid-cols-[minmax(112px,max-content)_minmax(0,1fr)] gap-x-3 py-1">{children}</dl>
    </section>
  );
}

export function Fact({
  name,
  mono,
  children,
}: {
  name: ReactNode;
  mono?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <>
      <dt className="min-h-row max-w-56 truncate py-[3px] text-dim">{name}</dt>
      <dd className={`min-w-0 py-[3px] break-words ${mono === true ? 'font-mono text-xs' : ''}`}>
        {children}
      </dd>
    </>
  );
}
