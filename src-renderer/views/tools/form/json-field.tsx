import type { FieldProps } from '@rjsf/utils';
import { useState, type ReactNode } from 'react';
import { TextArea } from '../../../ui/field.tsx';
import { useFieldTie } from './field-context.ts';

/** True when JavaScript would change a whole number of the text, for instance one of twenty digits. */
function losesDigits(text: string): boolean {
  const outside = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return (outside.match(/-?\d{16,}(?![\d.eE])/g) ?? []).some(
    (digits) => BigInt(digits) !== BigInt(Number(digits)),
  );
}

const write = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, undefined, 2));

/** Any JSON: for what has no control of its own. What is not JSON yet stays in the box and out of the arguments. */
export function JsonField({ formData, fieldPathId, onChange, disabled }: FieldProps): ReactNode {
  const tie = useFieldTie();
  const outside = write(formData);
  const [known, setKnown] = useState(outside);
  const [text, setText] = useState(outside);
  const [wrong, setWrong] = useState<string>();
  if (outside !== known) {
    // Changed elsewhere: in the JSON of the whole, or by taking the arguments of an earlier run.
    setKnown(outside);
    setText(outside);
    setWrong(undefined);
  }

  function type(next: string): void {
    setText(next);
    if (losesDigits(next)) {
      setWrong('A number here is too long for the form; write it under JSON, where every digit stays.');
      return;
    }
    try {
      const value: unknown = next.trim() === '' ? undefined : JSON.parse(next);
      setWrong(undefined);
      setKnown(write(value));
      onChange(value, fieldPathId.path);
    } catch {
      setWrong('This is not JSON yet; the last valid value counts.');
    }
  }

  return (
    <>
      <TextArea
        id={fieldPathId.$id}
        {...tie}
        {...(wrong !== undefined ? { 'aria-invalid': true } : {})}
        mono
        rows={1}
        value={text}
        disabled={disabled}
        placeholder="JSON"
        onChange={(event) => type(event.target.value)}
        className="field-sizing-content max-h-64 min-h-[26px] py-[3px]"
      />
      {wrong !== undefined && <p className="text-xs text-stop">{wrong}</p>}
    </>
  );
}
