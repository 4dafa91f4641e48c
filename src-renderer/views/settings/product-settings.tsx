import { useState, type ReactNode } from 'react';
import { useHostStatus, useSettings } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { isThemeChoice, themeChoices, themeTitles } from '../../theme/theme.ts';
import { PageHead } from '../page-head.tsx';
import { formatCount } from '../units.ts';
import { useCommand } from '../use-command.ts';

/** Settings of the product and the window. */
export function ProductSettings(): ReactNode {
  const settings = useSettings();
  const description = useHostStatus((status) => status.description);
  const { run } = useCommand();
  return (
    <>
      <PageHead
        title="Settings"
        words="Of the product and this window. Settings of a server are on its own page."
      />
      <div className="scroll-y min-h-0 flex-1 px-4 py-4">
        <div className="flex max-w-[420px] flex-col gap-4">
          <Field label="Theme">
            {(tie) => (
              <Select
                {...tie}
                value={settings.theme}
                onChange={(event) => {
                  const { value } = event.target;
                  if (isThemeChoice(value)) void run('settings.change', { theme: value });
                }}
                choices={themeChoices.map((value) => ({ value, label: themeTitles[value] }))}
              />
            )}
          </Field>
          <TrafficLimit key={settings.trafficLimit} limit={settings.trafficLimit} />
          {description && (
            <p className="text-xs text-faint">
              {description.product} {description.version}, {description.shell} shell, Node {description.node},{' '}
              {description.platform}. Everything it keeps is in{' '}
              <bdi className="font-mono break-all">{description.dataDir}</bdi>.
            </p>
          )}
        </div>
      </div>
    </>
  );
}

const [least, most] = [1000, 10_000_000];

function TrafficLimit({ limit }: { limit: number }): ReactNode {
  const { run, busy } = useCommand();
  const [text, setText] = useState(String(limit));
  const value = Number(text);
  const good = Number.isInteger(value) && value >= least && value <= most;
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (good) void run('settings.change', { trafficLimit: value });
      }}
    >
      <Field
        label="Records kept in the traffic"
        className="flex-1"
        error={good ? undefined : `A whole number from ${formatCount(least)} to ${formatCount(most)}.`}
        hint="Beyond that the oldest go."
      >
        {(tie) => (
          <TextInput
            {...tie}
            inputMode="numeric"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" className="mb-[22px]" disabled={busy || !good || value === limit}>
        Save
      </Button>
    </form>
  );
}
