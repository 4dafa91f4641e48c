import { useState, type ReactNode } from 'react';
import { Checkbox, Field, TextArea, TextInput } from '../../ui/field.tsx';
import { textOfKnown, type KnownField, type KnownServer, type KnownValues } from './known-server.ts';
import { knownServers } from './known-servers.ts';

/** A gallery of well-known servers; each with its arguments explained. `onText` gets what the host is to read. */
export function KnownEntry({ onText }: { onText: (text: string) => void }): ReactNode {
  const [chosen, setChosen] = useState<KnownServer>();
  const [values, setValues] = useState<KnownValues>({});

  function choose(server: KnownServer): void {
    setChosen(server);
    setValues({});
    onText(textOfKnown(server, {}) ?? '');
  }
  function change(server: KnownServer, name: string, value: string): void {
    const next = { ...values, [name]: value };
    setValues(next);
    onText(textOfKnown(server, next) ?? '');
  }

  return (
    <div className="grid grid-cols-[168px_minmax(0,1fr)] gap-4">
      <ul aria-label="Well-known servers" className="flex flex-col border-r border-line pr-2">
        {knownServers.map((server) => (
          <li key={server.id}>
            <button
              type="button"
              aria-pressed={server === chosen}
              onClick={() => choose(server)}
              className="h-row w-full rounded-[4px] px-2 text-left hover:bg-hover aria-pressed:bg-sel"
            >
              {server.id}
            </button>
          </li>
        ))}
      </ul>
      {chosen ? (
        <div className="flex min-w-0 flex-col gap-3">
          <div>
            <h3 className="font-semibold">{chosen.id}</h3>
            <p>{chosen.words}</p>
            <p className="text-xs text-faint">Needs {chosen.needs}.</p>
          </div>
          {chosen.fields.map((field) => (
            <Argument
              key={field.name}
              field={field}
              value={values[field.name] ?? ''}
              onChange={(value) => change(chosen, field.name, value)}
            />
          ))}
          {chosen.fields.length === 0 && <p className="text-dim">It takes no arguments.</p>}
        </div>
      ) : (
        <p className="text-dim">
          Choose one to see what it does, what it needs and what can be said about how it runs.
        </p>
      )}
    </div>
  );
}

function Argument({
  field,
  value,
  onChange,
}: {
  field: KnownField;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  if (field.kind === 'yes') {
    return (
      <div>
        <Checkbox
          label={field.label}
          checked={value === 'yes'}
          onChange={(event) => onChange(event.target.checked ? 'yes' : '')}
        />
        <p className="pl-[22px] text-xs text-faint">{field.hint}</p>
      </div>
    );
  }
  const Control = field.kind === 'lines' ? TextArea : TextInput;
  return (
    <Field label={field.label} note={field.required === true ? undefined : 'optional'} hint={field.hint}>
      {(tie) => (
        <Control
          {...tie}
          mono
          required={field.required}
          placeholder={field.placeholder}
          value={value}
          onChange={(event: { target: { value: string } }) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
