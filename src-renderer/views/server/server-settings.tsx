import { Copy, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import { serverNameSchema, type ServerDefinition } from '#contract/server-definition.ts';
import type { ServerState } from '#contract/server-state.ts';
import { useHost, useNavigate, useToast } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Checkbox, Field, TextInput } from '../../ui/field.tsx';
import { hiddenHint, visibleWords } from '../server-words.tsx';
import { useCommand } from '../use-command.ts';
import { DefinitionEditor, editingOf, resultOf, type Editing } from './definition-editor.tsx';

/** How a server is started; enable, duplicate, remove. */
export function ServerSettings({ server }: { server: ServerState }): ReactNode {
  const host = useHost();
  const [definition, setDefinition] = useState<ServerDefinition>();
  const [error, setError] = useState<HostError>();
  const { name } = server;
  useEffect(() => {
    let current = true;
    host.call('server.definition', { server: name }).then(
      (answer) => current && setDefinition(answer.definition),
      (thrown: unknown) => current && setError(toHostError(thrown)),
    );
    return () => {
      current = false;
    };
  }, [host, name]);

  return (
    <div className="scroll-y min-h-0 flex-1 px-4 py-3">
      <div className="flex max-w-[720px] flex-col gap-4">
        <Power server={server} />
        {server.source === 'file' && (
          <p className="rounded-[6px] border border-line bg-panel px-3 py-2 text-dim">
            It comes from a file given with --config, which Signalbox never writes. Change it there, or
            duplicate it and change the copy.
          </p>
        )}
        {error && (
          <ErrorNotice code={error.code} message={visibleWords(error.message)} evidence={error.evidence} />
        )}
        {definition && (
          <EditDefinition key={name} server={server} definition={definition} onSaved={setDefinition} />
        )}
      </div>
    </div>
  );
}

function Power({ server }: { server: ServerState }): ReactNode {
  const { run, busy } = useCommand();
  const host = useHost();
  const navigate = useNavigate();
  const toast = useToast();
  const { name } = server;

  async function duplicate(): Promise<void> {
    const copy = await run('server.duplicate', { server: name });
    if (copy) navigate({ page: 'server', server: copy.name, tab: 'settings' });
  }

  async function remove(): Promise<void> {
    const removed = await run('server.remove', { server: name });
    if (!removed) return;
    navigate({ page: 'start' });
    toast({
      kind: 'info',
      text: `${visibleWords(name)} is removed.`,
      action: {
        label: 'Undo',
        run: () => {
          host.call('server.add', { name, definition: removed.definition, start: false }).then(
            () => navigate({ page: 'server', server: name, tab: 'settings' }),
            (thrown: unknown) => toast({ kind: 'error', text: toHostError(thrown).message }),
          );
        },
      },
    });
  }

  const fixed = server.source !== 'configured';
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Checkbox
        label="Enabled"
        checked={server.enabled}
        disabled={server.source === 'file'}
        onChange={(event) => {
          if (!busy) void run('server.enable', { server: name, enabled: event.target.checked });
        }}
      />
      <span className="text-xs text-faint">A server that is not enabled is listed but never started.</span>
      <span className="ml-auto flex gap-1.5">
        <Button icon={<Copy size={13} />} disabled={busy} onClick={() => void duplicate()}>
          Duplicate
        </Button>
        <Button
          kind="danger"
          icon={<Trash2 size={13} />}
          disabled={busy || fixed}
          title={fixed ? 'Only servers you added can be removed; disable it instead' : undefined}
          onClick={() => void remove()}
        >
          Remove
        </Button>
      </span>
    </div>
  );
}

function EditDefinition({
  server,
  definition,
  onSaved,
}: {
  server: ServerState;
  definition: ServerDefinition;
  onSaved: (definition: ServerDefinition) => void;
}): ReactNode {
  const host = useHost();
  const navigate = useNavigate();
  const toast = useToast();
  const [name, setName] = useState(server.name);
  const [editing, setEditing] = useState<Editing>(() => editingOf(definition));
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<HostError>();
  const [saving, setSaving] = useState(false);
  const nameProblem = serverNameSchema.safeParse(name).error?.issues[0]?.message;

  async function save(): Promise<void> {
    setTried(true);
    const result = resultOf(editing);
    if (!result || nameProblem !== undefined) return;
    setSaving(true);
    setError(undefined);
    try {
      await host.call('server.edit', { server: server.name, name, definition: result });
      onSaved(result);
      setTried(false);
      toast({ kind: 'success', text: 'Saved. A running server uses it from its next start.' });
      if (name !== server.name) navigate({ page: 'server', server: name, tab: 'settings' });
    } catch (thrown) {
      setError(toHostError(thrown));
    } finally {
      setSaving(false);
    }
  }

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset disabled={server.source === 'file'} className="contents">
        <Field label="Name" error={tried ? nameProblem : undefined} hint={hiddenHint(name)}>
          {(tie) => <TextInput {...tie} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <DefinitionEditor editing={editing} onChange={setEditing} strict={tried} />
        {error && (
          <ErrorNotice code={error.code} message={visibleWords(error.message)} evidence={error.evidence} />
        )}
        <div className="flex gap-2">
          <Button type="submit" kind="primary" disabled={saving}>
            Save
          </Button>
          <Button
            disabled={saving}
            onClick={() => {
              setName(server.name);
              setEditing(editingOf(definition));
              setTried(false);
              setError(undefined);
            }}
          >
            Discard changes
          </Button>
        </div>
      </fieldset>
    </form>
  );
}
