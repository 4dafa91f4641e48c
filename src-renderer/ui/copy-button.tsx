import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';

/** Copies a text; `text` may be made only when it is asked for. */
export function CopyButton({
  text,
  label = 'Copy',
  className,
}: {
  text: string | (() => string | Promise<string>);
  label?: string | undefined;
  className?: string | undefined;
}): ReactNode {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 1500);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
      setState('done');
    } catch {
      setState('failed');
    }
  }

  const names = { idle: label, done: 'Copied', failed: 'Could not copy: the clipboard was refused' };
  return (
    <IconButton
      label={names[state]}
      icon={state === 'done' ? <Check size={14} className="text-go" /> : <Copy size={14} />}
      className={className}
      onClick={() => void copy()}
    />
  );
}
