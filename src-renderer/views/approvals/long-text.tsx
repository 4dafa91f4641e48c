import { useState, type ReactNode } from 'react';
import { visibleWords } from '../server-words.tsx';
import { formatCount } from '../units.ts';

/** Characters shown at once; the rest comes page by page, so that everything can be read and nothing freezes. */
const pageSize = 20_000;

/** A text of any length, wholly readable, with nothing hidden in it. */
export function LongText({ text, className }: { text: string; className?: string | undefined }): ReactNode {
  const [pages, setPages] = useState(1);
  const shown = pages * pageSize;
  return (
    <span className={className}>
      <bdi className="break-all whitespace-pre-wrap">{visibleWords(text.slice(0, shown), true)}</bdi>
      {text.length > shown && (
        <button type="button" className="ml-1 text-accent underline" onClick={() => setPages(pages + 1)}>
          Show {formatCount(Math.min(pageSize, text.length - shown))} more of{' '}
          {formatCount(text.length - shown)} characters
        </button>
      )}
    </span>
  );
}
