import { Bookmark, Plus } from 'lucide-react';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import type { ArgumentSet } from '#contract/argument-set.ts';
import { useHost, useToast } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useCommand } from '../use-command.ts';

/** The arguments of this tool that a person named: take them, save the present ones, remove some. */
export function SavedArguments({
  server,
  tool,
  text,
  onUse,
}: {
  server: string;
  tool: string;
  /** The arguments as they are now. */
  text: string;
  onUse: (text: string) => void;
}): ReactNode {
  const host = useHost();
  const toast = useToast();
  const { run } = useCommand();
  const [sets, setSets] = useState<readonly ArgumentSet[]>([]);
  const [dialog, setDialog] = useState<'none' | 'save' | 'manage'>('none');

  useEffect(() => {
    let left = false;
    host.call('arguments.list', { server, tool }).then(
      (answer) => !left && setSets(answer.sets),
      // Without a connection there is nothing to offer; the banner says why.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [host, server, tool]);

  async function save(name: string): Promise<void> {
    const answer = await run('arguments.save', { server, tool, name, argumentsJson: text });
    if (!answer) return;
    setSets(answer.sets);
    setDialog('none');
    toast({ kind: 'info', text: `Arguments saved as “${name}”.` });
  }
  async function remove(set: ArgumentSet): Promise<void> {
    const answer = await run('arguments.remove', { server, tool, name: set.name });
    if (answer) setSets(answer.sets);
    if (answer?.sets.length === 0) setDialog('none');
  }

  return (
    <>
      <Menu
        trigger={<IconButton label="Saved arguments" icon={<Bookmark size={14} />} />}
        items={[
          ...sets.map((set) => ({ label: set.name, run: () => onUse(set.argumentsJson) })),
          ...(sets.length > 0 ? ['separator' as const] : []),
          { label: 'Save these arguments…', icon: <Plus size={13} />, run: () => setDialog('save') },
          ...(sets.length > 0 ? [{ label: 'Remove saved arguments…', run: () => setDialog('manage') }] : []),
        ]}
      />
      {dialog === 'save' && (
        <SaveDialog onClose={() => setDialog('none')} onSave={(name) => void save(name)} />
      )}
      <Dialog
        title="Saved arguments"
        open={dialog === 'manage'}
        onClose={() => setDialog('none')}
        width={460}
        footer={<Button onClick={() => setDialog('none')}>Close</Button>}
      >
        <ul aria-label="Saved arguments" className="flex flex-col gap-1 p-4">
          {sets.map((set) => (
            <li key={set.name} className="flex min-w-0 items-center gap-2">
              <span className="shrink-0 font-medium">{set.name}</span>
              <code className="min-w-0 flex-1 truncate text-xs text-dim">{set.argumentsJson}</code>
              <Button kind="danger" aria-label={`Remove ${set.name}`} onClick={() => void remove(set)}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

function SaveDialog({ onClose, onSave }: { onClose: () => void; onSave: (name: string) => void }): ReactNode {
  const [name, setName] = useState('');
  const given = name.trim();
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (given !== '') onSave(given);
  }
  return (
    <Dialog
      title="Save arguments"
      open
      onClose={onClose}
      width={380}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={given === ''} onClick={() => onSave(given)}>
            Save
          </Button>
        </>
      }
    >
      <form className="p-4" onSubmit={submit}>
        <Field label="Name" hint="The same name again replaces what it held.">
          {(tie) => (
            <TextInput
              {...tie}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
