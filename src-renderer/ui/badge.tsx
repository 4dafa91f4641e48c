import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** What a colour means, everywhere. */
export type Tone = 'neutral' | 'accent' | 'go' | 'wait' | 'stop' | 'noise';

const tones: Record<Tone, string> = {
  neutral: 'border-line-strong text-dim',
  accent: 'border-accent text-accent',
  go: 'border-go text-go',
  wait: 'border-wait text-wait',
  stop: 'border-stop text-stop',
  noise: 'border-noise text-noise',
};

/** The text colour of a tone. */
export const toneText: Record<Tone, string> = {
  neutral: 'text-dim',
  accent: 'text-accent',
  go: 'text-go',
  wait: 'text-wait',
  stop: 'text-stop',
  noise: 'text-noise',
};

/** A short label in a hairline box. */
export function Badge({
  tone = 'neutral',
  className,
  children,
}: {
  tone?: Tone | undefined;
  className?: string | undefined;
  children: ReactNode;
}): ReactNode {
  return (
    <span
      className={classNames(
        'inline-flex shrink-0 items-center rounded-[4px] border px-1.5 text-2xs leading-[15px] whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
