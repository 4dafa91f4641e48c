import type { ReactNode } from 'react';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import type { DefinitionDraft } from './definition-draft.ts';

/** The fields of a definition; the same when a server is added and when it is edited. */
export function DefinitionFields({
  draft,
  problems,
  onChange,
}: {
  draft: DefinitionDraft;
  problems: Partial<Record<keyof DefinitionDraft, string>>;
  onChange: (draft: DefinitionDraft) => void;
}): ReactNode {
  const set = (change: Partial<DefinitionDraft>): void => onChange({ ...draft, ...change });
  return (
    <>
      <Field label="How it is reached">
        {(tie) => (
          <Select
            {...tie}
            value={draft.kind}
            onChange={(event) => set({ kind: event.target.value === 'http' ? 'http' : 'stdio' })}
            choices={[
              { value: 'stdio', label: 'A program on this machine (stdio)' },
              { value: 'http', label: 'An address (HTTP)' },
            ]}
          />
        )}
      </Field>
      {draft.kind === 'stdio' ? (
        <StdioFields draft={draft} problems={problems} set={set} />
      ) : (
        <HttpFields draft={draft} problems={problems} set={set} />
      )}
      <MoreFields draft={draft} problems={problems} set={set} />
    </>
  );
}

interface PartProps {
  draft: DefinitionDraft;
  problems: Partial<Record<keyof DefinitionDraft, string>>;
  set: (change: Partial<DefinitionDraft>) => void;
}

function StdioFields({ draft, problems, set }: PartProps): ReactNode {
  return (
    <>
      <Field label="Command" error={problems.command}>
        {(tie) => (
          <TextInput
            {...tie}
            mono
            value={draft.command}
            placeholder="node"
            onChange={(event) => set({ command: event.target.value })}
          />
        )}
      </Field>
      <Field label="Arguments" note="one per line" error={problems.args}>
        {(tie) => (
          <TextArea
            {...tie}
            mono
            value={draft.args}
            onChange={(event) => set({ args: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Environment"
        note="NAME=value, one per line"
        hint="Besides these the server sees only a safe list such as PATH and HOME."
        error={problems.env}
      >
        {(tie) => (
          <TextArea {...tie} mono value={draft.env} onChange={(event) => set({ env: event.target.value })} />
        )}
      </Field>
      <Field label="Working directory" note="optional">
        {(tie) => (
          <TextInput {...tie} mono value={draft.cwd} onChange={(event) => set({ cwd: event.target.value })} />
        )}
      </Field>
    </>
  );
}

function HttpFields({ draft, problems, set }: PartProps): ReactNode {
  return (
    <>
      <Field label="Address" error={problems.url}>
        {(tie) => (
          <TextInput
            {...tie}
            mono
            value={draft.url}
            placeholder="https://…/mcp"
            onChange={(event) => set({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label="Transport">
        {(tie) => (
          <Select
            {...tie}
            value={draft.transport}
            onChange={(event) => set({ transport: event.target.value === 'sse' ? 'sse' : 'http' })}
            choices={[
              { value: 'http', label: 'Streamable HTTP' },
              { value: 'sse', label: 'HTTP + SSE, for old servers' },
            ]}
          />
        )}
      </Field>
      <Field label="Headers" note="Name: value, one per line" error={problems.headers}>
        {(tie) => (
          <TextArea
            {...tie}
            mono
            value={draft.headers}
            onChange={(event) => set({ headers: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function MoreFields({ draft, problems, set }: PartProps): ReactNode {
  return (
    <details className="min-w-0" open={Boolean(problems.handshakeTimeout ?? problems.callTimeout)}>
      <summary className="py-1 text-dim">Protocol, time limits, roots and supervision</summary>
      <div className="flex flex-col gap-3 pt-2">
        <Field label="Protocol era">
          {(tie) => (
            <Select
              {...tie}
              value={draft.era}
              onChange={(event) => {
                const { value } = event.target;
                set({ era: value === 'legacy' || value === 'modern' ? value : 'auto' });
              }}
              choices={[
                { value: 'auto', label: 'Ask the server' },
                { value: 'legacy', label: 'Legacy (initialize handshake)' },
                { value: 'modern', label: 'Modern (2026-07-28 and later)' },
              ]}
            />
          )}
        </Field>
        <Field label="Give up the handshake after" note="milliseconds" error={problems.handshakeTimeout}>
          {(tie) => (
            <TextInput
              {...tie}
              inputMode="numeric"
              placeholder="10000"
              value={draft.handshakeTimeout}
              onChange={(event) => set({ handshakeTimeout: event.target.value })}
            />
          )}
        </Field>
        <Field label="Give up a call after" note="milliseconds" error={problems.callTimeout}>
          {(tie) => (
            <TextInput
              {...tie}
              inputMode="numeric"
              placeholder="60000"
              value={draft.callTimeout}
              onChange={(event) => set({ callTimeout: event.target.value })}
            />
          )}
        </Field>
        <Field label="Roots" note="folders offered to the server, one per line">
          {(tie) => (
            <TextArea
              {...tie}
              mono
              value={draft.roots}
              onChange={(event) => set({ roots: event.target.value })}
            />
          )}
        </Field>
        {draft.kind === 'stdio' && <Supervision draft={draft} set={set} />}
      </div>
    </details>
  );
}

function Supervision({ draft, set }: Omit<PartProps, 'problems'>): ReactNode {
  return (
    <>
      <Field label="Start anew when these change" note="globs, relative to its folder, one per line">
        {(tie) => (
          <TextArea
            {...tie}
            mono
            placeholder="src/**/*.ts"
            value={draft.watch}
            onChange={(event) => set({ watch: event.target.value })}
          />
        )}
      </Field>
      <Field label="Process namespace" note="Linux with bubblewrap">
        {(tie) => (
          <Select
            {...tie}
            value={draft.contain}
            onChange={(event) => set({ contain: event.target.value === 'auto' ? 'auto' : 'off' })}
            choices={[
              { value: 'off', label: 'None: it runs as any program' },
              { value: 'auto', label: 'Its own: dies with the host, no sudo, own process numbers' },
            ]}
          />
        )}
      </Field>
    </>
  );
}
