import type { RegistryWidgetsType, WidgetProps } from '@rjsf/utils';
import type { KeyboardEvent, ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { classNames } from '../../../ui/class-names.ts';
import { inputClass, TextInput } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { useFieldTie } from './field-context.ts';
import { FileWidget } from './file-widget.tsx';

/** An emptied field is absent, unless the schema requires it and an empty text is a text. */
function textOf(typed: string, required: boolean | undefined): string | undefined {
  return typed === '' && required !== true ? undefined : typed;
}

/** One line that grows with its text. Shift+Enter makes a new line: Enter alone would slip into names and paths. */
function TextWidget({ id, value, required, disabled, schema, onChange }: WidgetProps): ReactNode {
  const tie = useFieldTie();
  const text =
    value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  function onKeyDown(event: KeyboardEvent): void {
    if (
      event.key === 'Enter' &&
      !event.shiftKey &&
      !event.ctrlKey &&
      !event.metaKey &&
      !text.includes('\n')
    ) {
      event.preventDefault();
    }
  }
  const examples: unknown = schema.examples;
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return (
    <textarea
      id={id}
      {...tie}
      rows={1}
      value={text}
      disabled={disabled}
      spellCheck={false}
      autoComplete="off"
      placeholder={
        value === null ? 'null' : typeof example === 'string' ? visibleText(example.slice(0, 80)) : undefined
      }
      onKeyDown={onKeyDown}
      onChange={(event) => onChange(textOf(event.target.value, required))}
      className={classNames(
        inputClass,
        'field-sizing-content max-h-52 min-h-[26px] resize-none py-[3px] font-mono text-xs [overflow-wrap:anywhere]',
      )}
    />
  );
}

function NumberWidget({ id, value, disabled, schema, onChange }: WidgetProps): ReactNode {
  const tie = useFieldTie();
  return (
    <TextInput
      id={id}
      {...tie}
      type="number"
      mono
      step={schema.type === 'integer' ? 1 : 'any'}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      disabled={disabled}
      onChange={(event) => {
        const typed = event.target.valueAsNumber;
        onChange(Number.isNaN(typed) ? undefined : typed);
      }}
    />
  );
}

function CheckboxWidget({ id, value, disabled, onChange }: WidgetProps): ReactNode {
  const tie = useFieldTie();
  return (
    <input
      id={id}
      {...tie}
      type="checkbox"
      checked={value === true}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
      className="size-3.5 shrink-0 accent-accent-solid"
    />
  );
}

function SelectWidget({
  id,
  name,
  value,
  label,
  required,
  disabled,
  options,
  onChange,
}: WidgetProps): ReactNode {
  const tie = useFieldTie();
  // The form library's own select between the options of `anyOf` and `oneOf`.
  const chooses = name.endsWith('of_select');
  const choices = options.enumOptions ?? [];
  const index = choices.findIndex((choice) => Object.is(choice.value, value));
  const nothing =
    chooses || (required === true && index >= 0)
      ? []
      : [{ value: '', label: required === true ? 'Choose…' : '–' }];
  return (
    <Select
      id={id}
      {...tie}
      {...(chooses ? { 'aria-label': `Shape of ${visibleText(label.slice(0, 200))}` } : {})}
      value={index < 0 ? '' : String(index)}
      disabled={disabled}
      onChange={(event) =>
        onChange(event.target.value === '' ? undefined : choices[Number(event.target.value)]?.value)
      }
      choices={[
        ...nothing,
        ...choices.map((choice, i) => ({ value: String(i), label: visibleText(choice.label.slice(0, 200)) })),
      ]}
    />
  );
}

export const formWidgets: RegistryWidgetsType = {
  text: TextWidget,
  number: NumberWidget,
  checkbox: CheckboxWidget,
  select: SelectWidget,
  file: FileWidget,
  // What the form library takes when it chooses by itself, for instance for the options of `anyOf`.
  TextWidget,
  CheckboxWidget,
  SelectWidget,
};
