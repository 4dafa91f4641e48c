import type { WidgetProps } from '@rjsf/utils';
import { useState, type ReactNode } from 'react';
import { base64Size } from '../../content/hex.ts';
import { byteSize } from '../../traffic/row-words.ts';
import { useFieldTie } from './field-context.ts';

/** Larger files would not fit into a message that servers accept. */
const largest = 40 * 1024 * 1024;

/** The bytes of a file as base64. */
function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('it cannot be read')));
    reader.readAsDataURL(file);
  });
}

/** A text that holds a file in base64: it is chosen here, and stands as text under JSON. */
export function FileWidget({ id, value, disabled, onChange }: WidgetProps): ReactNode {
  const tie = useFieldTie();
  const [wrong, setWrong] = useState<string>();

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > largest) {
      setWrong(`${byteSize(file.size)} are too much for one message; at most ${byteSize(largest)} are sent.`);
      return;
    }
    try {
      onChange(await readBase64(file));
      setWrong(undefined);
    } catch (thrown) {
      setWrong(`The file cannot be read: ${thrown instanceof Error ? thrown.message : 'unknown reason'}.`);
    }
  }

  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <input
        type="file"
        id={id}
        {...tie}
        disabled={disabled}
        onChange={(event) => void take(event.target.files?.[0])}
        className="min-w-0 text-xs text-dim file:mr-2 file:h-[26px] file:rounded-[5px] file:border file:border-line-strong file:bg-raised file:px-2.5 file:text-sm file:text-fg"
      />
      {typeof value === 'string' && value !== '' && (
        <span className="text-xs text-faint">{byteSize(base64Size(value))} in base64</span>
      )}
      {wrong !== undefined && <p className="w-full text-xs text-stop">{wrong}</p>}
    </div>
  );
}
