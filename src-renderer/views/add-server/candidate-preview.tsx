import { TriangleAlert } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { serverNameSchema } from '#contract/server-definition.ts';
import type { ServerCandidate } from '#contract/server-state.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, Field, TextInput } from '../../ui/field.tsx';
import { hiddenHint, visibleWords } from '../server-words.tsx';
import { plural } from '../units.ts';

interface Choice {
  candidate: ServerCandidate;
  chosen: boolean;
  name: string;
}

/** The consent: everything that would be run, whole and untruncated, with what is remarkable. Cancel has the focus. */
export function CandidatePreview({
  candidates,
  busy,
  notice,
  onBack,
  onClose,
  onAdd,
}: {
  candidates: readonly ServerCandidate[];
  busy: boolean;
  notice: ReactNode;
  onBack: () => void;
  onClose: () => void;
  onAdd: (chosen: readonly ServerCandidate[], start: boolean) => void;
}): ReactNode {
  const [choices, setChoices] = useState<readonly Choice[]>(() =>
    candidates.map((candidate) => ({ candidate, chosen: true, name: candidate.name })),
  );
  const cancel = useRef<HTMLButtonElement>(null);
  const change = (index: number, part: Partial<Choice>): void =>
    setChoices((all) => all.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const chosen = choices.filter((one) => one.chosen);
  const ready = chosen.length > 0 && chosen.every((one) => serverNameSchema.safeParse(one.name).success);
  const submit = (start: boolean): void =>
    onAdd(
      chosen.map(({ candidate, name }) => ({ ...candidate, name })),
      start,
    );

  return (
    <Dialog
      title="Add server"
      aside={<span className="truncate text-dim">This is what would be run</span>}
      open
      onClose={onClose}
      width={720}
      keepOpen
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        cancel.current?.focus();
      }}
      footer={
        <>
          <Button kind="quiet" onClick={onBack}>
            Back
          </Button>
          <Button ref={cancel} className="ml-auto" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={busy || !ready} onClick={() => submit(false)}>
            Add without starting
          </Button>
          <Button kind="primary" disabled={busy || !ready} onClick={() => submit(true)}>
            Add and start
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        {choices.length > 1 && <p className="text-dim">{plural(choices.length, 'server')} found.</p>}
        {choices.map((choice, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list never changes its order
          <Candidate
            key={index}
            choice={choice}
            single={choices.length === 1}
            onChange={(part) => change(index, part)}
          />
        ))}
        {notice}
      </div>
    </Dialog>
  );
}

function Candidate({
  choice,
  single,
  onChange,
}: {
  choice: Choice;
  single: boolean;
  onChange: (part: Partial<Choice>) => void;
}): ReactNode {
  const { launch, warnings, definition } = choice.candidate;
  const problem = serverNameSchema.safeParse(choice.name).error?.issues[0]?.message;
  return (
    <section aria-label={visibleWords(choice.candidate.name)} className="flex min-w-0 flex-col gap-2">
      {!single && (
        <Checkbox
          label={`Add ${visibleWords(choice.candidate.name)}`}
          checked={choice.chosen}
          onChange={(event) => onChange({ chosen: event.target.checked })}
        />
      )}
      <Field label="Name" error={problem} hint={hiddenHint(choice.name)}>
        {(tie) => (
          <TextInput
            {...tie}
            value={choice.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-[6px] border border-line bg-bg px-3 py-2">
        <dt className="text-dim">{'url' in definition ? 'Address' : 'Command'}</dt>
        <dd className="font-mono text-xs break-all whitespace-pre-wrap">
          <bdi>{visibleWords(launch.commandLine)}</bdi>
        </dd>
        {launch.cwd !== undefined && (
          <>
            <dt className="text-dim">Folder</dt>
            <dd className="font-mono text-xs break-all">
              <bdi>{visibleWords(launch.cwd)}</bdi>
            </dd>
          </>
        )}
        {launch.environmentNames.length > 0 && (
          <>
            <dt className="text-dim">{'url' in definition ? 'Headers' : 'Environment'}</dt>
            <dd className="font-mono text-xs break-all">
              <bdi>{launch.environmentNames.map((name) => visibleWords(name)).join(', ')}</bdi>
            </dd>
          </>
        )}
      </dl>
      {warnings.length > 0 && (
        <ul
          aria-label="Warnings"
          className="flex flex-col gap-1 rounded-[6px] border border-wait bg-wait-soft px-3 py-2"
        >
          {warnings.map((warning) => (
            <li key={warning} className="flex items-start gap-2">
              <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-wait" />
              <bdi className="min-w-0 break-words">{visibleWords(warning)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
