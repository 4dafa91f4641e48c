import type { FieldProps } from '@rjsf/utils';
import { useState, type ReactNode } from 'react';
import { TextArea } from '../../../ui/field.tsx';
import { useFieldTie } from './field-context.ts';

const write = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, undefined, 2));

/** Any JSON: for what has no control of its own. What is not JSON yet stays in the box and out of the arguments. */
export function JsonField({ formData, fieldPathId, onChange, disabled }: FieldProps): ReactNode {
  const tie = useFieldTie();
  const outside = write(formData);
  const [known, setKnown] = useState(outside);
  const [text, setText] = useState(outside);
  const [wrong, setWrong] = useState(false);
  if (outside !== known) {
    // Changed elsewhere: in the JSON of the whole, or by taking the arguments of an earlier run.
    setKnown(outside);
    setText(outside);
    setWrong(false);
  }

  function type(next: string): void {
    setText(next);
    try {
      const value: unknown = next.trim() === '' ? undefined : JSON.parse(next);
      setWrong(false);
      setKnown(write(value));
      onChange(value, fieldPathId.path);
    } catch {
      setWrong(true);
    }
  }

  return (
    <>
      <TextArea
        id={fieldPathId.$id}
        {...tie}
        {...(wrong ? { 'aria-invalid': true } : {})}
        mono
        rows={1}
        value={text}
        disabled={disabled}
        placeholder="JSON"
        onChange={(event) => type(event.target.value)}
        className="field-sizing-content max-h-64 min-h-[26px] py-[3px]"
      />
      {wrong && <p className="text-xs text-stop">This is not JSON yet; the last valid value counts.</p>}
    </>
  );
}
