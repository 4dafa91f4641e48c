import { useState, type ReactNode } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { ServerCandidate } from '#contract/server-state.ts';
import { useHost, useNavigate, useStores } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DefinitionEditor, editingOf, resultOf, type Editing } from '../server/definition-editor.tsx';
import { visibleWords } from '../server-words.tsx';
import { CandidatePreview } from './candidate-preview.tsx';

type Step = { at: 'entry' } | { at: 'preview'; candidates: readonly ServerCandidate[] };

/**
 * Two steps: what is entered or pasted is read by the host, which starts and saves nothing; then a person sees the
 * whole of what would be run, with warnings, and only then adds it.
 */
export function AddServerDialog(): ReactNode {
  const { overlay } = useStores();
  const host = useHost();
  const navigate = useNavigate();
  const [way, setWay] = useState<'paste' | 'form'>('paste');
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [editing, setEditing] = useState<Editing>(() => editingOf(undefined));
  const [tried, setTried] = useState(false);
  const [step, setStep] = useState<Step>({ at: 'entry' });
  const [error, setError] = useState<HostError>();
  const [busy, setBusy] = useState(false);

  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (thrown) {
      setError(toHostError(thrown));
    } finally {
      setBusy(false);
    }
  }

  async function look(): Promise<void> {
    setTried(true);
    const definition = way === 'form' ? resultOf(editing) : undefined;
    if (way === 'form' && (!definition || name.trim() === '')) return;
    // The host judges form and paste alike: the same reading, the same warnings.
    const asked = way === 'paste' ? text : JSON.stringify({ mcpServers: { [name.trim()]: definition } });
    await attempt(async () => {
      const { candidates } = await host.call('server.parse', { text: asked });
      setStep({ at: 'preview', candidates });
    });
  }

  function add(chosen: readonly ServerCandidate[], start: boolean): Promise<void> {
    return attempt(async () => {
      for (const { name, definition } of chosen) await host.call('server.add', { name, definition, start });
      const first = chosen[0];
      overlay.close();
      if (first) navigate({ page: 'server', server: first.name, tab: 'overview' });
    });
  }

  const notice = error && (
    <ErrorNotice
      code={error.code}
      message={visibleWords(error.message)}
      evidence={error.evidence?.map((line) => visibleWords(line))}
    />
  );
  if (step.at === 'preview') {
    return (
      <CandidatePreview
        candidates={step.candidates}
        busy={busy}
        notice={notice}
        onBack={() => {
          setError(undefined);
          setStep({ at: 'entry' });
        }}
        onClose={overlay.close}
        onAdd={(chosen, start) => void add(chosen, start)}
      />
    );
  }
  return (
    <Dialog
      title="Add server"
      open
      onClose={overlay.close}
      width={640}
      keepOpen
      footer={
        <>
          <span className="mr-auto text-xs text-faint">Nothing is saved or started yet.</span>
          <Button onClick={overlay.close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={busy || (way === 'paste' && text.trim() === '')}
            onClick={() => void look()}
          >
            Review
          </Button>
        </>
      }
    >
      <Tabs
        label="Ways to add a server"
        compact
        tabs={[
          { value: 'paste', label: 'Paste' },
          { value: 'form', label: 'Fill in' },
        ]}
        value={way}
        onChange={(value) => setWay(value === 'form' ? 'form' : 'paste')}
      >
        <div className="flex flex-col gap-3 p-4">
          {way === 'paste' ? (
            <Field
              label="Configuration or command line"
              hint={
                'JSON in any known shape ({"mcpServers": …}, {"servers": …}, one entry) or a command line such as ' +
                'npx -y @modelcontextprotocol/server-everything'
              }
            >
              {(tie) => (
                <TextArea
                  {...tie}
                  mono
                  rows={12}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
          ) : (
            <>
              <Field label="Name" error={tried && name.trim() === '' ? 'A server needs a name.' : undefined}>
                {(tie) => (
                  <TextInput {...tie} value={name} onChange={(event) => setName(event.target.value)} />
                )}
              </Field>
              <DefinitionEditor editing={editing} onChange={setEditing} strict={tried} />
            </>
          )}
          {notice}
        </div>
      </Tabs>
    </Dialog>
  );
}
