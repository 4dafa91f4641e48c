import type { ReactNode } from 'react';

/** The head of a page that is about the product and not about one server. */
export function PageHead({
  title,
  words,
  children,
}: {
  title: string;
  words: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="min-w-0 text-dim">{words}</p>
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </div>
  );
}
