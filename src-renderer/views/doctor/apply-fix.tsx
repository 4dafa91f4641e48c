import { useEffect, useState, type ReactNode } from 'react';
import { applyEdit, type Fix } from '#contract/doctor.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import type { ServerState } from '#contract/server-state.ts';
import { useHost, useToast } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { visibleWords } from '../server-words.tsx';
import { useLifecycle } from '../use-lifecycle.ts';
import { editDifference } from './edit-difference.ts';

/** Shows what a fix would change in the definition, and changes it when the person says so. */
export function ApplyFix({
  server,
  fix,
  onClose,
}: {
  server: ServerState;
  fix: Fix;
  onClose: () => void;
}): ReactNode {
  const host = useHost();
  const toast = useToast();
  const { start } = useLifecycle();
  const [definition, setDefinition] = useState<ServerDefinition>();
  const [error, setError] = useState<HostError>();
  const [saving, setSaving] = useState(false);
  const { name } = server;
  const { edit } = fix;
  const runs = server.state.phase === 'running' || server.state.phase === 'starting';

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

  async function apply(): Promise<void> {
    if (!definition || !edit) return;
    setSaving(true);
    try {
      await host.call('server.edit', { server: name, name, definition: applyEdit(definition, edit) });
      toast({ kind: 'success', text: `${visibleWords(fix.title)}: saved.` });
      // A server that runs is started anew by the edit itself.
      if (!runs && server.enabled) start(name);
      onClose();
    } catch (thrown) {
      setError(toHostError(thrown));
      setSaving(false);
    }
  }

  const lines = definition && edit ? editDifference(definition, edit) : [];
  return (
    <Dialog
      title={visibleWords(fix.title)}
      open
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" disabled={saving || lines.length === 0} onClick={() => void apply()}>
            {runs ? 'Save and restart' : server.enabled ? 'Save and start' : 'Save'}
          </Button>
          <Button disabled={saving} onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 px-4 py-3">
        <p>{visibleWords(fix.text)}</p>
        {definition && (
          <section aria-label="Change of the definition">
            <h3 className="pb-1 text-2xs font-semibold text-faint">
              In the definition of {visibleWords(name)}
            </h3>
            <pre className="overflow-auto rounded-[5px] border border-line bg-bg py-1 font-mono text-xs whitespace-pre-wrap">
              {lines.length === 0 && <div className="px-2 text-dim">It is like this already.</div>}
              {lines.map((line, index) => (
                <div
                  // oxlint-disable-next-line react/no-array-index-key -- lines are told apart by their place only
                  key={index}
                  className={classNames(
                    'px-2 break-all',
                    line.mark === '-' ? 'bg-stop-soft text-stop' : 'bg-go-soft text-go',
                  )}
                >
                  {line.mark} {visibleWords(line.text.trim())}
                </div>
              ))}
            </pre>
          </section>
        )}
        {error && <ErrorNotice code={error.code} message={visibleWords(error.message)} />}
      </div>
    </Dialog>
  );
}
