import { useState, type ReactNode } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { ImportableFile, ServerCandidate } from '#contract/server-state.ts';
import { useHost, useNavigate, useServers, useStores } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DefinitionEditor, editingOf, resultOf, type Editing } from '../server/definition-editor.tsx';
import { visibleWords } from '../server-words.tsx';
import { plural } from '../units.ts';
import { choicesOf, chosenOf, type Changes } from './candidate-choices.ts';
import { CandidateList } from './candidate-list.tsx';
import { ImportEntry } from './import-entry.tsx';
import { KnownEntry } from './known-entry.tsx';
import { useReading } from './use-reading.ts';

const ways = [
  { value: 'paste', label: 'Paste' },
  { value: 'known', label: 'Well known' },
  { value: 'import', label: 'Import' },
  { value: 'form', label: 'Fill in' },
] as const;
type Way = (typeof ways)[number]['value'];

/**
 * One step: what is entered is read by the host as it is typed, which starts and saves nothing. Below it a person sees
 * the whole of what would be run, with warnings; only what is seen there is added.
 */
export function AddServerDialog(): ReactNode {
  const { overlay } = useStores();
  const [way, setWay] = useState<Way>('paste');
  const [texts, setTexts] = useState<Readonly<Partial<Record<Way, string>>>>({});
  const [file, setFile] = useState<ImportableFile>();
  const [editing, setEditing] = useState<Editing>(() => editingOf(undefined));
  const [changes, setChanges] = useState<Changes>({});
  const text = texts[way] ?? '';
  const reading = useReading(file ? '' : text);
  const candidates = file?.candidates ?? reading.candidates;
  const taken = new Set(useServers().map((server) => server.name));
  const choices = choicesOf(candidates, changes, taken);
  const chosen = reading.stale ? undefined : chosenOf(choices);
  const { add, busy, error } = useAdd();

  function enter(next: string, from?: ImportableFile): void {
    setTexts({ ...texts, [way]: next });
    setFile(from);
    // A name that a person chose stays while they go on typing about the same server.
    if (from || candidates.length !== 1) setChanges({});
  }

  return (
    <Dialog
      title="Add server"
      open
      onClose={overlay.close}
      width={760}
      keepOpen
      footer={
        <>
          <span className="mr-auto text-xs text-faint">Nothing is saved or started yet.</span>
          <Button onClick={overlay.close}>Cancel</Button>
          <Button disabled={busy || !chosen} onClick={() => chosen && void add(chosen, false)}>
            Add without starting
          </Button>
          <Button kind="primary" disabled={busy || !chosen} onClick={() => chosen && void add(chosen, true)}>
            {chosen && chosen.length > 1
              ? `Add and start ${plural(chosen.length, 'server')}`
              : 'Add and start'}
          </Button>
        </>
      }
    >
      <Tabs
        label="Ways to add a server"
        compact
        tabs={ways}
        value={way}
        onChange={(value) => {
          const next = ways.find((one) => one.value === value)?.value;
          if (next === undefined || next === way) return;
          setWay(next);
          setChanges({});
          setFile(undefined);
          // These two begin anew each time they are shown.
          setTexts({ ...texts, known: '', import: '' });
        }}
      >
        <div className="p-4">
          {way === 'paste' && <PasteEntry text={text} onText={enter} />}
          {way === 'known' && <KnownEntry onText={enter} />}
          {way === 'import' && <ImportEntry onText={enter} onFile={(one) => enter('', one)} />}
          {way === 'form' && (
            <DefinitionEditor
              editing={editing}
              strict={texts.form !== undefined}
              onChange={(next) => {
                setEditing(next);
                const definition = resultOf(next);
                enter(definition ? JSON.stringify(definition) : '');
              }}
            />
          )}
        </div>
      </Tabs>
      {reading.error && !reading.stale && <Unread error={reading.error} />}
      <CandidateList
        choices={choices}
        stale={reading.stale}
        onChange={(index, change) => setChanges((all) => ({ ...all, [index]: { ...all[index], ...change } }))}
      />
      {error && (
        <div className="px-4 pb-4">
          <ErrorNotice
            code={error.code}
            message={visibleWords(error.message)}
            evidence={error.evidence?.map((line) => visibleWords(line))}
          />
        </div>
      )}
    </Dialog>
  );
}

function PasteEntry({ text, onText }: { text: string; onText: (text: string) => void }): ReactNode {
  return (
    <Field
      label="Configuration or command line"
      hint={
        'JSON in any known shape ({"mcpServers": …}, {"servers": …}, one entry), an address, or a command line such ' +
        'as npx -y @modelcontextprotocol/server-everything'
      }
    >
      {(tie) => (
        <TextArea {...tie} mono rows={8} value={text} onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  );
}

/** Half a line is no failure: it is said quietly until it can be read. */
function Unread({ error }: { error: HostError }): ReactNode {
  return (
    <output className="block border-t border-line px-4 py-3 break-words text-dim">
      <bdi>{visibleWords(error.message)}</bdi>
    </output>
  );
}

function useAdd(): {
  add: (chosen: readonly ServerCandidate[], start: boolean) => Promise<void>;
  busy: boolean;
  error: HostError | undefined;
} {
  const host = useHost();
  const { overlay } = useStores();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HostError>();

  async function add(chosen: readonly ServerCandidate[], start: boolean): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      for (const { name, definition } of chosen) await host.call('server.add', { name, definition, start });
      overlay.close();
      const [first] = chosen;
      if (first) navigate({ page: 'server', server: first.name, tab: 'overview' });
    } catch (thrown) {
      setError(toHostError(thrown));
    } finally {
      setBusy(false);
    }
  }
  return { add, busy, error };
}
