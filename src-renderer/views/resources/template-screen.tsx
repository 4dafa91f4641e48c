import { useMemo, useState, type ReactNode } from 'react';
import type { ResourceTemplate } from '#contract/inventory.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { CompletingInput } from '../content/completing-input.tsx';
import { useCompletion } from '../content/use-completion.ts';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { ResourceScreen } from './resource-screen.tsx';
import { expandTemplate, templateVariables } from './uri-template.ts';

/** A template: its variables as a form, and the resource they make. */
export function TemplateScreen({
  server,
  template,
  running,
}: {
  server: string;
  template: ResourceTemplate;
  running: boolean;
}): ReactNode {
  const variables = useMemo(() => templateVariables(template.uriTemplate), [template.uriTemplate]);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [opened, setOpened] = useState<string>();
  const reference = useMemo(
    () => ({ type: 'ref/resource' as const, uri: template.uriTemplate }),
    [template.uriTemplate],
  );
  const complete = useCompletion(server, reference, values);
  const uri = expandTemplate(template.uriTemplate, values);

  const head = (
    <form
      className="flex shrink-0 flex-col gap-2 border-b border-line px-4 py-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        setOpened(uri);
      }}
    >
      <h2 className="min-w-0 truncate font-semibold">
        <ServerWords text={template.title ?? template.name} />
      </h2>
      {template.description !== undefined && (
        <p dir="ltr" className="line-clamp-3 whitespace-pre-line text-dim [overflow-wrap:anywhere]">
          {visibleWords(template.description.slice(0, 3000), true)}
        </p>
      )}
      {variables === undefined && (
        <p className="text-wait">This template is too large to be filled in here.</p>
      )}
      {variables?.map(({ name }) => (
        <Field key={name} label={visibleWords(name)}>
          {(tie) => (
            <CompletingInput
              tie={tie}
              value={values[name] ?? ''}
              name={name}
              complete={complete}
              onChange={(value) => setValues({ ...values, [name]: value })}
            />
          )}
        </Field>
      ))}
      <div className="flex min-w-0 items-center gap-2">
        <Button type="submit" kind="primary" disabled={!running || variables === undefined}>
          Read resource
        </Button>
        <ServerWords text={uri} className="font-mono text-xs text-dim" />
      </div>
    </form>
  );

  if (opened === undefined) {
    return (
      <section aria-label="Resource" className="flex min-h-0 min-w-0 flex-1 flex-col">
        {head}
        <EmptyState title="Nothing read yet">
          Fill in the variables and read the resource they make.
        </EmptyState>
      </section>
    );
  }
  return (
    <ResourceScreen
      key={opened}
      server={server}
      uri={opened}
      resource={undefined}
      running={running}
      head={head}
    />
  );
}
