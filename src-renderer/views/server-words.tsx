import type { ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { Untrusted } from '../ui/untrusted.tsx';

/** Longer than anyone reads; the raw message is in the traffic. */
const longest = 300_000;

/** A server's words with nothing hidden in them. Line breaks and tabs stay only in blocks. */
export function visibleWords(text: string, lines = false): string {
  return visibleText(text.slice(0, longest), { lines });
}

/** What to say beside a field that is typed into, whose text cannot be replaced: undefined when nothing is hidden. */
export function hiddenHint(text: string): string | undefined {
  const visible = visibleWords(text);
  return visible === text ? undefined : `It holds characters that cannot be seen: ${visible}`;
}

/** A server's words, wherever they appear: names, titles, descriptions, messages. */
export function ServerWords({
  text,
  block,
  from,
  className,
}: {
  text: string;
  /** A marked block with line breaks; otherwise one line, cut with an ellipsis. */
  block?: boolean | undefined;
  from?: string | undefined;
  className?: string | undefined;
}): ReactNode {
  return <Untrusted text={visibleWords(text, block)} block={block} from={from} className={className} />;
}
