/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no element has the role of a named group of text */
import { useState, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { byteSize } from '../traffic/row-words.ts';
import { visibleWords } from '../server-words.tsx';

const firstPart = 16_000;
const nextPart = 250_000;

/** A text of any length as it is, with hidden characters made visible; the first part at once, more when asked for. */
export function LongText({
  text,
  label,
  className,
}: {
  text: string;
  label: string;
  className?: string | undefined;
}): ReactNode {
  const [shown, setShown] = useState(firstPart);
  const rest = text.length - shown;
  return (
    <div className={classNames('min-w-0', className)}>
      <pre
        dir="ltr"
        role="group"
        aria-label={label}
        className="font-mono text-xs leading-[19px] break-words whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {visibleWords(text.slice(0, shown), true)}
      </pre>
      {rest > 0 && (
        <button
          type="button"
          className="mt-1 text-xs text-accent underline"
          onClick={() => setShown(shown + nextPart)}
        >
          Show more ({byteSize(rest)} not shown)
        </button>
      )}
    </div>
  );
}
