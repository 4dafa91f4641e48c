import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import type { GetPromptResult, Prompt } from '#contract/inventory.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import { useHost, useLayoutSize } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { CompletingInput } from '../content/completing-input.tsx';
import { useCompletion } from '../content/use-completion.ts';
import { useWide } from '../content/use-wide.ts';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { PromptMessages } from './prompt-messages.tsx';

export interface PromptAnswer {
  busy: boolean;
  result: GetPromptResult | undefined;
  error: HostError | undefined;
}

/** One prompt: its arguments, and the messages it makes of them. */
export function PromptScreen({
  server,
  prompt,
  running,
}: {
  server: string;
  prompt: Prompt;
  running: boolean;
}): ReactNode {
  const host = useHost();
  const wide = useWide();
  const [size, setSize] = useLayoutSize(wide ? 'prompt-messages' : 'prompt-messages-below', wide ? 560 : 280);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const [answer, setAnswer] = useState<PromptAnswer>({ busy: false, result: undefined, error: undefined });
  const reference = useMemo(() => ({ type: 'ref/prompt' as const, name: prompt.name }), [prompt.name]);
  const complete = useCompletion(server, reference, values);
  const asked = prompt.arguments ?? [];
  const isMissing = (name: string, required: boolean | undefined): boolean =>
    required === true && (values[name] ?? '') === '';

  async function get(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (asked.some((argument) => isMissing(argument.name, argument.required))) return;
    setAnswer({ ...answer, busy: true });
    try {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
      const result = await host.call('prompt.get', { server, prompt: prompt.name, arguments: given });
      setAnswer({ busy: false, result, error: undefined });
    } catch (thrown) {
      setAnswer({ busy: false, result: undefined, error: toHostError(thrown) });
    }
  }

  const form = (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={(event) => void get(event)}>
      <div className="flex min-h-0 flex-1 flex-col gap-3 scroll-y px-4 py-2.5">
        <h2 className="min-w-0 truncate font-semibold">
          <ServerWords text={prompt.name} />
          {prompt.title !== undefined && (
            <ServerWords text={prompt.title} className="ml-2 font-normal text-dim" />
          )}
        </h2>
        {prompt.description !== undefined && (
          <p dir="ltr" className="whitespace-pre-line text-dim [overflow-wrap:anywhere]">
            {visibleWords(prompt.description.slice(0, 3000), true)}
          </p>
        )}
        {asked.length === 0 && <p className="text-dim">This prompt takes no arguments.</p>}
        {asked.map((argument) => (
          <Field
            key={argument.name}
            label={visibleWords(argument.name)}
            note={argument.required === true ? undefined : 'optional'}
            hint={
              argument.description === undefined
                ? undefined
                : visibleWords(argument.description.slice(0, 1000))
            }
            error={tried && isMissing(argument.name, argument.required) ? 'is required' : undefined}
          >
            {(tie) => (
              <CompletingInput
                tie={tie}
                value={values[argument.name] ?? ''}
                name={argument.name}
                complete={complete}
                onChange={(value) => setValues({ ...values, [argument.name]: value })}
              />
            )}
          </Field>
        ))}
      </div>
      <footer className="flex min-h-[42px] shrink-0 items-center gap-2 border-t border-line px-4">
        <Button type="submit" kind="primary" disabled={!running || answer.busy}>
          Get prompt
        </Button>
        {!running && <span className="text-xs text-wait">Start the server first.</span>}
      </footer>
    </form>
  );

  return (
    <SplitPane
      label="Size of the messages"
      direction={wide ? 'row' : 'column'}
      sized="second"
      size={size}
      onSize={setSize}
      min={wide ? 260 : 120}
      minRest={wide ? 260 : 140}
      first={form}
      second={<PromptMessages server={server} answer={answer} />}
    />
  );
}
