import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Characters shown before a person asks for the rest. */
const shortLength = 2000;

/**
 * Words that are not ours. The text given must already have its invisible characters made visible; here they can
 * neither reorder what is around them nor grow past their box. `block` marks whose words they are.
 */
export function Untrusted({
  text,
  block,
  from,
  className,
}: {
  text: string;
  /** A marked block with line breaks instead of a span on one line. */
  block?: boolean | undefined;
  /** Shown as the origin of a block, for instance `The server says`. */
  from?: string | undefined;
  className?: string | undefined;
}): ReactNode {
  if (block !== true) {
    return (
      <bdi
        className={classNames('inline-block max-w-full min-w-0 truncate align-bottom', className)}
        title={text.slice(0, shortLength)}
      >
        {text.slice(0, shortLength)}
      </bdi>
    );
  }
  return (
    <figure
      className={classNames('min-w-0 border-l-[3px] border-wait bg-wait-soft py-1.5 pr-2 pl-3', className)}
    >
      {from !== undefined && (
        <figcaption className="mb-0.5 text-2xs font-medium text-wait">{from}</figcaption>
      )}
      <section
        dir="ltr"
        aria-label={from ?? 'Words of the server'}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable
        tabIndex={0}
        className="max-h-44 scroll-y break-words whitespace-pre-wrap text-dim"
      >
        {text.slice(0, shortLength)}
        {text.length > shortLength && (
          <details>
            <summary>… {(text.length - shortLength).toLocaleString('en')} more characters</summary>
            {text.slice(shortLength, shortLength + 200_000)}
          </details>
        )}
      </section>
    </figure>
  );
}
