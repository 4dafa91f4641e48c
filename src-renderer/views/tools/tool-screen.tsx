import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Tool } from '#contract/inventory.ts';
import { useActions, useLayoutSize } from '../../store/app-context.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { useWide } from '../content/use-wide.ts';
import { ArgumentsPanel } from './arguments-panel.tsx';
import { initialArguments } from './form/argument-defaults.ts';
import { readArguments, writeArguments, type ArgumentReading } from './form/argument-text.ts';
import { planForm, type FormPlan } from './form/form-plan.ts';
import { problemsOf } from './form/argument-problems.ts';
import { ResultPanel } from './result-panel.tsx';
import { RunBar } from './run-bar.tsx';
import { SavedArguments } from './saved-arguments.tsx';
import { TimeoutField } from './timeout-field.tsx';
import { ToolHead } from './tool-head.tsx';
import { useRunStore, useShownCall, useToolWork } from './use-runs.ts';

/** Above this the arguments are only text: a form and a check at every key would be felt. */
const longestForForm = 200_000;

/** Characters of files in the arguments: they are never drawn. */
function fileLength(plan: FormPlan, reading: ArgumentReading): number {
  if (!reading.ok) return 0;
  let length = 0;
  for (const name of plan.files) {
    const value = reading.value[name];
    if (typeof value === 'string') length += value.length;
  }
  return length;
}

/** One tool: what it says of itself, its arguments and the result, side by side. */
export function ToolScreen({
  server,
  tool,
  running,
}: {
  server: string;
  tool: Tool;
  running: boolean;
}): ReactNode {
  const runs = useRunStore();
  const work = useToolWork(server, tool.name);
  const call = useShownCall(server, tool.name);
  const wide = useWide();
  const [size, setSize] = useLayoutSize(wide ? 'tool-result' : 'tool-result-below', wide ? 540 : 220);
  const [tried, setTried] = useState(false);

  const plan = useMemo(() => planForm(tool.inputSchema), [tool.inputSchema]);
  const first = useMemo(() => writeArguments(initialArguments(tool.inputSchema)), [tool.inputSchema]);
  const text = work.draft ?? first;
  const reading = useMemo(() => readArguments(text), [text]);
  const formAllowed = text.length - fileLength(plan, reading) <= longestForForm;
  const problems = useMemo(
    () => (reading.ok && formAllowed ? problemsOf(plan.schema, reading.value) : []),
    [plan, reading, formAllowed],
  );
  // That something is missing is no news before a person had a chance to write it.
  const shownProblems = tried ? problems : problems.filter((problem) => problem.keyword !== 'required');
  const busy = work.starting || call?.state.phase === 'waiting' || call?.state.phase === 'running';
  const canRun = running && reading.ok && !busy;

  function setText(next: string): void {
    runs.setDraft(server, tool.name, next);
  }
  function run(anyway: boolean): void {
    setTried(true);
    if (!canRun || (problems.length > 0 && !anyway)) return;
    void runs.run(server, tool.name, text.trim() === '' ? '{}' : text);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run(false);
  }

  useActions(
    () => [
      {
        id: 'tool.run',
        title: 'Run tool',
        group: 'Tools',
        keys: 'mod+enter',
        run: () => run(false),
      },
    ],
    [canRun, text, problems],
  );

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a shortcut for everything inside; the button does the same
    <div className="flex min-h-0 min-w-0 flex-1" onKeyDown={onKeyDown}>
      <SplitPane
        label="Size of the result"
        direction={wide ? 'row' : 'column'}
        sized="second"
        size={size}
        onSize={setSize}
        min={wide ? 260 : 96}
        minRest={wide ? 280 : 160}
        first={
          <section aria-label="Arguments" className="flex min-h-0 flex-1 flex-col">
            <ToolHead tool={tool} />
            <ArgumentsPanel
              plan={plan}
              text={text}
              reading={reading}
              problems={shownProblems}
              formAllowed={formAllowed}
              onText={setText}
            />
            <RunBar
              call={call}
              starting={work.starting}
              running={running}
              problems={tried ? problems.length : 0}
              wrongJson={!reading.ok}
              onRun={run}
              onCancel={(callId) => void runs.cancel(callId)}
              onReset={() => setText(first)}
              isReset={text === first}
              extras={
                <>
                  <TimeoutField
                    timeout={work.timeout}
                    onTimeout={(timeout) => runs.setTimeout(server, tool.name, timeout)}
                  />
                  <SavedArguments server={server} tool={tool.name} text={text} onUse={setText} />
                </>
              }
            />
          </section>
        }
        second={<ResultPanel server={server} tool={tool.name} onUseArguments={setText} />}
      />
    </div>
  );
}
