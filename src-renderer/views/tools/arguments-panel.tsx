import { lazy, Suspense, useState, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { ScrollArea } from '../content/scroll-area.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { editArguments, type ArgumentReading } from './form/argument-text.ts';
import type { FormPlan } from './form/form-plan.ts';
import type { ArgumentProblem } from './form/argument-problems.ts';

const SchemaForm = lazy(() => import('./form/schema-form.tsx'));
const JsonEditor = lazy(() => import('./form/json-editor.tsx'));

interface ArgumentsPanelProps {
  plan: FormPlan;
  /** The arguments as JSON text: the one truth of form and editor. */
  text: string;
  reading: ArgumentReading;
  problems: readonly ArgumentProblem[];
  formAllowed: boolean;
  onText: (text: string) => void;
}

/** The arguments as a form and, always in step with it, as JSON. */
export function ArgumentsPanel({
  plan,
  text,
  reading,
  problems,
  formAllowed,
  onText,
}: ArgumentsPanelProps): ReactNode {
  const noForm = plan.noForm ?? (formAllowed ? undefined : 'The arguments are too long for a form.');
  const [chosen, setChosen] = useState<'form' | 'json'>('form');
  const mode = noForm === undefined ? chosen : 'json';
  return (
    <Tabs
      label="Arguments as"
      compact
      className="min-h-0 flex-1"
      tabs={[
        { value: 'form', label: 'Form' },
        { value: 'json', label: 'JSON' },
      ]}
      value={mode}
      onChange={(value) => setChosen(value === 'json' ? 'json' : 'form')}
    >
      {mode === 'form' ? (
        <ScrollArea label="Form" className="min-h-0 flex-1 px-4 py-3">
          <FormSide plan={plan} text={text} reading={reading} problems={problems} onText={onText} />
        </ScrollArea>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col gap-1.5 px-4 py-3">
          {noForm !== undefined && <p className="text-xs text-faint">{noForm}</p>}
          <Suspense fallback={<div aria-busy="true" className="flex-1" />}>
            <JsonEditor text={text} label="Arguments as JSON" onChange={onText} />
          </Suspense>
          {!reading.ok && <p className="text-xs text-stop">{reading.problem}</p>}
          {problems.length > 0 && (
            <ul aria-label="Problems of the arguments" className="max-h-24 scroll-y text-xs text-stop">
              {problems.slice(0, 50).map((problem) => (
                <li key={`${problem.path.join('/')} ${problem.message}`}>
                  <code>{visibleText(problem.path.join(' › ').slice(0, 200))}</code>{' '}
                  {visibleText(problem.message.slice(0, 300))}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Tabs>
  );
}

function FormSide({
  plan,
  text,
  reading,
  problems,
  onText,
}: Omit<ArgumentsPanelProps, 'formAllowed'>): ReactNode {
  if (!reading.ok) {
    return <p className="text-wait">{reading.problem} Correct it under JSON to use the form again.</p>;
  }
  const { value } = reading;
  const hidden = Object.keys(value).filter((key) => !plan.shown.has(key));
  const root = problems.filter((problem) => problem.path.length === 0);
  return (
    <CatchFailure>
      <Suspense fallback={<div aria-busy="true" />}>
        {plan.shown.size === 0 ? (
          <p className="text-dim">This tool takes no arguments.</p>
        ) : (
          <SchemaForm
            plan={plan}
            value={value}
            problems={problems}
            onChange={(after) => onText(editArguments(text, value, after, plan.shown))}
          />
        )}
      </Suspense>
      {root.map((problem) => (
        <p key={problem.message} className="mt-2 text-xs text-stop">
          {visibleText(problem.message.slice(0, 300))}
        </p>
      ))}
      {hidden.length > 0 && (
        <p className="mt-3 text-xs text-faint">
          Also sent, seen under JSON only: {visibleText(hidden.join(', ').slice(0, 300))}
        </p>
      )}
    </CatchFailure>
  );
}
