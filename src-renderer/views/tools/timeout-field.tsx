import { useId, useState, type ReactNode } from 'react';
import { TextInput } from '../../ui/field.tsx';

const most = 86_400;

/** Seconds until a run is given up. Empty leaves it to the settings of the server. */
export function TimeoutField({
  timeout,
  onTimeout,
}: {
  /** Milliseconds. */
  timeout: number | undefined;
  onTimeout: (timeout: number | undefined) => void;
}): ReactNode {
  const id = useId();
  const [text, setText] = useState(timeout === undefined ? '' : String(timeout / 1000));
  const seconds = Number(text);
  const wrong = text !== '' && !(seconds > 0 && seconds <= most);
  return (
    <span
      className="flex items-center gap-1 text-xs text-faint"
      title="Ends a run that neither answers nor reports progress for so long; waiting for your approval does not count"
    >
      <label htmlFor={id}>Timeout</label>
      <span className="w-[68px]">
        <TextInput
          id={id}
          inputMode="decimal"
          aria-label="Timeout in seconds"
          aria-invalid={wrong}
          placeholder="default"
          value={text}
          onChange={(event) => {
            const next = event.target.value.trim();
            setText(next);
            const value = Number(next);
            onTimeout(next !== '' && value > 0 && value <= most ? Math.ceil(value * 1000) : undefined);
          }}
          className="px-1.5 text-xs"
        />
      </span>
      s
    </span>
  );
}
