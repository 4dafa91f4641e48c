import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { Tone } from './badge.tsx';

const fills: Record<Tone, string> = {
  neutral: 'border-[1.5px] border-faint',
  accent: 'bg-accent',
  go: 'bg-go',
  wait: 'bg-wait',
  stop: 'bg-stop',
  noise: 'bg-noise',
};

/** A state as a dot: filled when something happens, hollow when nothing does. Its words are beside it or in `label`. */
export function StateDot({
  tone,
  label,
  busy = false,
}: {
  tone: Tone;
  label?: string | undefined;
  busy?: boolean | undefined;
}): ReactNode {
  return (
    <span
      data-dot=""
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      className={classNames(
        'inline-block size-2 shrink-0 rounded-full',
        fills[tone],
        busy && 'animate-pulse',
      )}
    />
  );
}
