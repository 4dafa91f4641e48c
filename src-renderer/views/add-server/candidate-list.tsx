import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox, Field, TextInput } from '../../ui/field.tsx';
import { hiddenHint, visibleWords } from '../server-words.tsx';
import { plural } from '../units.ts';
import type { Choice } from './candidate-choices.ts';

/** The consent: everything that would be run, whole and untruncated, with what is remarkable. */
export function CandidateList({
  choices,
  stale,
  onChange,
}: {
  choices: readonly Choice[];
  /** What was entered has changed since. */
  stale: boolean;
  onChange: (index: number, change: { chosen?: boolean; name?: string }) => void;
}): ReactNode {
  if (choices.length === 0) return null;
  return (
    <section
      aria-label="What would be run"
      aria-busy={stale}
      className="flex min-w-0 flex-col gap-4 border-t border-line p-4 aria-busy:opacity-60"
    >
      <h3 className="font-semibold">
        This is what would be run
        {choices.length > 1 && (
          <span className="ml-2 font-normal text-dim">{plural(choices.length, 'server')}</span>
        )}
      </h3>
      {choices.map((choice, index) => (
        <Candidate
          // oxlint-disable-next-line react/no-array-index-key -- the same place is the same field while one types
          key={index}
          choice={choice}
          single={choices.length === 1}
          onChange={(change) => onChange(index, change)}
        />
      ))}
    </section>
  );
}

function Candidate({
  choice,
  single,
  onChange,
}: {
  choice: Choice;
  single: boolean;
  onChange: (change: { chosen?: boolean; name?: string }) => void;
}): ReactNode {
  const { launch, warnings, definition } = choice.candidate;
  const label = visibleWords(choice.candidate.name);
  // The name is judged beside its field, as it is now.
  const shown = warnings.filter((warning) => !warning.startsWith('There is a server named '));
  return (
    <section aria-label={label} className="flex min-w-0 flex-col gap-2">
      {!single && (
        <Checkbox
          label={`Add ${label}`}
          checked={choice.chosen}
          onChange={(event) => onChange({ chosen: event.target.checked })}
        />
      )}
      <Field label="Name" error={choice.problem} hint={hiddenHint(choice.name)}>
        {(tie) => (
          <TextInput
            {...tie}
            value={choice.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-[6px] border border-line bg-bg px-3 py-2">
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
      {shown.length > 0 && (
        <ul
          aria-label="Warnings"
          className="flex flex-col gap-1 rounded-[6px] border border-wait bg-wait-soft px-3 py-2"
        >
          {shown.map((warning) => (
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
