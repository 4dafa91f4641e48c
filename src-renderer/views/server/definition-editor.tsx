import { useState, type ReactNode } from 'react';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { Field, TextArea } from '../../ui/field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import {
  definitionFromJson,
  definitionOf,
  draftOf,
  emptyDraft,
  type DefinitionDraft,
} from './definition-draft.ts';
import { DefinitionFields } from './definition-fields.tsx';

/** What is being edited: the form or its JSON twin, whichever was touched last. */
export type Editing = { as: 'form'; draft: DefinitionDraft } | { as: 'json'; text: string };

const toText = (definition: ServerDefinition): string => JSON.stringify(definition, null, 2);

export function editingOf(definition: ServerDefinition | undefined): Editing {
  if (!definition) return { as: 'form', draft: emptyDraft };
  const draft = draftOf(definition);
  return draft ? { as: 'form', draft } : { as: 'json', text: toText(definition) };
}

/** What the editor holds, as a definition. */
export function resultOf(editing: Editing): ServerDefinition | undefined {
  const made = editing.as === 'form' ? definitionOf(editing.draft) : definitionFromJson(editing.text);
  return made.ok ? made.definition : undefined;
}

/** A definition as a form and as JSON. `strict`: problems are shown (after the first try to save). */
export function DefinitionEditor({
  editing,
  onChange,
  strict,
}: {
  editing: Editing;
  onChange: (editing: Editing) => void;
  strict: boolean;
}): ReactNode {
  const [blocked, setBlocked] = useState<string>();
  const formProblems = editing.as === 'form' && strict ? definitionOf(editing.draft) : undefined;
  const json = editing.as === 'json' ? definitionFromJson(editing.text) : undefined;

  function switchTo(view: string): void {
    setBlocked(undefined);
    if (view === 'json' && editing.as === 'form') {
      const made = definitionOf(editing.draft);
      onChange({ as: 'json', text: made.ok ? toText(made.definition) : roughText(editing.draft) });
    }
    if (view === 'form' && editing.as === 'json') {
      const made = definitionFromJson(editing.text);
      const draft = made.ok ? draftOf(made.definition) : undefined;
      if (draft) onChange({ as: 'form', draft });
      else
        setBlocked(
          made.ok ? 'It holds line breaks or empty arguments that the form cannot show.' : made.problem,
        );
    }
  }

  return (
    <Tabs
      label="View of the definition"
      compact
      tabs={[
        { value: 'form', label: 'Form' },
        { value: 'json', label: 'JSON' },
      ]}
      value={editing.as}
      onChange={switchTo}
    >
      <div className="flex flex-col gap-3 pt-3">
        {editing.as === 'form' ? (
          <DefinitionFields
            draft={editing.draft}
            problems={formProblems?.ok === false ? formProblems.problems : {}}
            onChange={(draft) => onChange({ as: 'form', draft })}
          />
        ) : (
          <Field
            label="Definition as JSON"
            error={blocked ?? (json?.ok === false && strict ? json.problem : undefined)}
            hint="One entry of mcpServers. Keys that Signalbox does not know are kept."
          >
            {(tie) => (
              <TextArea
                {...tie}
                mono
                rows={14}
                value={editing.text}
                onChange={(event) => {
                  setBlocked(undefined);
                  onChange({ as: 'json', text: event.target.value });
                }}
              />
            )}
          </Field>
        )}
      </div>
    </Tabs>
  );
}

/** A form that is not complete yet still has a JSON twin to go on with. */
function roughText(draft: DefinitionDraft): string {
  return JSON.stringify(
    draft.kind === 'stdio'
      ? { command: draft.command, args: draft.args.split('\n').filter(Boolean) }
      : { url: draft.url },
    null,
    2,
  );
}
